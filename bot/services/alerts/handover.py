"""From hand to hand: a colleague is asked, and the giver hears the answer."""

from datetime import datetime
from typing import Any

from bot.domain.alerts import Happened
from bot.services.alerts.cards import show_card
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass, Severity
from db.models import Alert, Staff
from db.queries.alerts.state import reachable
from db.queries.oncall import staff_at_work, staff_by_id
from db.session import Unit


async def colleagues(session: Unit, clinic_id: int, but: int) -> list[Staff]:
    """Whom of the staff one can ask: they have opened the bot and not shut it out."""
    staff = [one for one in await staff_at_work(session, clinic_id) if one.id != but]
    there = await reachable(session, [one.account_id for one in staff if one.account_id])
    return [one for one in staff if one.account_id in there]


async def may_be_asked(session: Unit, alert: Alert, staff_id: int) -> bool:
    colleague = await staff_by_id(session, staff_id)
    if colleague is None or colleague.clinic_id != alert.clinic_id:
        return False
    return bool(colleague.account_id and await reachable(session, [colleague.account_id]))


async def holder_of(session: Unit, alert: Alert) -> str | None:
    return (await session.get_one(Staff, alert.acked_by)).name if alert.acked_by else None


async def tell_of_hand_over(
    session: Unit,
    alert: Alert,
    event: Happened,
    actor: int,
    giver: int | None,
    *,
    now: datetime,
) -> None:
    """`giver`: who had it before."""
    if event is Happened.OFFERED and alert.offered_to is not None:
        asked = await session.get_one(Staff, alert.offered_to)
        assert asked.account_id is not None
        await show_card(session, alert, asked.account_id, klass=_klass(alert), now=now)
        params = {"id": alert.id, "episode": alert.episode}
        await _say(session, alert, asked, "alerts.asked_over", actor, params, now)
    elif event in (Happened.ACCEPTED, Happened.DECLINED) and giver is not None:
        accepted = event is Happened.ACCEPTED
        to = await session.get_one(Staff, giver)
        await _say(session, alert, to, "alerts.answered_over", actor, {"accepted": accepted}, now)


async def _say(
    session: Unit,
    alert: Alert,
    to: Staff,
    template: str,
    actor: int,
    params: dict[str, Any],
    now: datetime,
) -> None:
    if to.account_id is None:
        return
    by = await session.get_one(Staff, actor)
    enqueue(
        session,
        _klass(alert),
        To.account(to.account_id),
        template,
        {"code": alert.code, "by": by.name, **params},
        now=now,
    )


def _klass(alert: Alert) -> OutboxClass:
    emergency = alert.severity == Severity.EMERGENCY
    return OutboxClass.EMERGENCY if emergency else OutboxClass.ALERT
