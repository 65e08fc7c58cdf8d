"""Erasing the words of a resolved alert; code, times and outcome stay as the clinic's record."""

from datetime import datetime

from sqlalchemy import delete, null, update

from bot.services.alerts.visibility import CARD
from bot.texts.alerts import conversation as texts
from db.enums import OutboxClass, OutboxStatus
from db.models import Alert, AlertEvent, Outbox, VoiceMessage
from db.session import UnitOfWork


async def redact_alert(session: UnitOfWork, alert: Alert, *, now: datetime) -> set[str]:
    """Erase the person's words in a resolved alert; the notes of staff about their work stay.

    Returns the Telegram file ids of the erased voice messages.
    """
    alert.evidence, alert.erase_when_closed = "", False
    await session.execute(
        update(AlertEvent)
        .where(AlertEvent.alert_id == alert.id, AlertEvent.via == "member")
        .values(note=None)
    )
    files = await session.scalars(
        delete(VoiceMessage)
        .where(VoiceMessage.alert_id == alert.id)
        .returning(VoiceMessage.file_id)
    )
    erased_files = set(files)
    await session.flush_queued()
    await session.execute(
        update(Outbox)
        .where(
            Outbox.alert_id == alert.id,
            Outbox.template.in_((CARD, texts.from_person.name)),
            Outbox.klass != OutboxClass.EMERGENCY,
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, params=null(), last_code="forgotten", done_at=now)
    )
    return erased_files
