"""Handover of an alert: a colleague is asked to take over, and the giver learns the answer."""

from datetime import datetime

from bot.domain.alerts import EventType
from bot.services.alerts.cards import send_card
from bot.services.outbox import To, enqueue
from bot.texts.alerts import dialogs as texts
from db.enums import OutboxClass, Severity
from db.models import Alert, Staff
from db.queries.oncall import staff_by_id, staff_with_account
from db.queries.people import reachable_accounts
from db.session import UnitOfWork


async def reachable_colleagues(
    session: UnitOfWork, clinic_id: int, except_staff_id: int
) -> list[Staff]:
    """Staff of the clinic, without one, who have opened the bot and not blocked it."""
    staff = [
        one for one in await staff_with_account(session, clinic_id) if one.id != except_staff_id
    ]
    there = await reachable_accounts(session, [one.account_id for one in staff if one.account_id])
    return [one for one in staff if one.account_id in there]


async def can_take_over(session: UnitOfWork, alert: Alert, staff_id: int) -> bool:
    colleague = await staff_by_id(session, staff_id)
    if colleague is None or colleague.clinic_id != alert.clinic_id:
        return False
    return bool(colleague.account_id and await reachable_accounts(session, [colleague.account_id]))


async def holder_name(session: UnitOfWork, alert: Alert) -> str | None:
    return (await session.get_one(Staff, alert.acked_by)).name if alert.acked_by else None


async def notify_of_handover(
    session: UnitOfWork,
    alert: Alert,
    event: EventType,
    actor: int,
    giver: int | None,
    *,
    now: datetime,
) -> None:
    """Tell the colleague of the request, or `giver`, the holder before, of the answer."""
    by = await session.get_one(Staff, actor)
    if event is EventType.OFFERED and alert.offered_to is not None:
        asked = await session.get_one(Staff, alert.offered_to)
        assert asked.account_id is not None
        await send_card(session, alert, asked.account_id, klass=_klass(alert), now=now)
        request = texts.handover_request(
            id=alert.id, code=alert.code, episode=alert.episode, by=by.name
        )
        enqueue(
            session, _klass(alert), To.staff(asked.account_id, asked.clinic_id), request, now=now
        )
    elif event in (EventType.ACCEPTED, EventType.DECLINED) and giver is not None:
        to = await session.get_one(Staff, giver)
        answer = texts.handover_answered(
            code=alert.code, by=by.name, accepted=event is EventType.ACCEPTED
        )
        if to.account_id is not None:
            reader = To.staff(to.account_id, to.clinic_id)
            enqueue(session, _klass(alert), reader, answer, now=now)


def _klass(alert: Alert) -> OutboxClass:
    emergency = alert.severity == Severity.EMERGENCY
    return OutboxClass.EMERGENCY if emergency else OutboxClass.ALERT
