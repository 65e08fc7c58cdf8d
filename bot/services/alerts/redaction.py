"""A closed alert without its words: code, times and outcome stay, as the clinic's own record."""

from datetime import datetime

from sqlalchemy import delete, null, update

from bot.services.alerts.visibility import CARD
from db.enums import OutboxClass, OutboxStatus
from db.models import Alert, AlertEvent, Outbox, Voice
from db.session import Unit

FROM_PERSON = "alerts.from_person"


async def forget_words(session: Unit, alert: Alert, *, now: datetime) -> set[str]:
    """Of an alert that a human has closed; what staff noted of their own work stays.

    Returns Telegram's ids of the voices that are forgotten with it.
    """
    alert.evidence, alert.forget_when_closed = "", False
    await session.execute(
        update(AlertEvent)
        .where(AlertEvent.alert_id == alert.id, AlertEvent.via == "member")
        .values(note=None)
    )
    files = await session.scalars(
        delete(Voice).where(Voice.alert_id == alert.id).returning(Voice.file_id)
    )
    forgotten = set(files)
    await session.flush_deferred()
    await session.execute(
        update(Outbox)
        .where(
            Outbox.alert_id == alert.id,
            Outbox.template.in_((CARD, FROM_PERSON)),
            Outbox.klass != OutboxClass.EMERGENCY,
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, params=null(), last_code="forgotten", done_at=now)
    )
    return forgotten
