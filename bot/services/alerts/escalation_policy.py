"""Whom a clinic tells of an alert, step by step."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.domain.alerts import DEFAULT_LADDERS, Ladder
from bot.services.alerts.record import UNANSWERED
from bot.services.oncall import on_call
from db.enums import AlertKind, MemberRole, Severity, StaffRole
from db.models import Alert
from db.queries.alerts.state import reachable, rungs_of
from db.queries.clinics import clinic_by_id
from db.queries.groups import leaders_of
from db.queries.oncall import staff_at_work
from db.queries.people import staff_accounts
from db.session import Unit

LEADER = MemberRole.LEADER.value
DEFAULT_ROLES = {
    Severity.EMERGENCY: (StaffRole.NURSE, StaffRole.DOCTOR, LEADER),
    Severity.SAME_DAY: (StaffRole.NURSE, StaffRole.DOCTOR),
    Severity.ROUTINE: (StaffRole.NURSE, StaffRole.COORDINATOR),
}
"""Who answers on each of the default rungs, where the clinic has set none of its own."""
RINGS_AT_NIGHT = 2
"""So many signs at once make something of today worth waking whoever is on call."""
LATEST_WAKING = 10
"""Hour of the day. A clinic that opens later does not let the night's matters wait for it."""


@dataclass(frozen=True, slots=True)
class Told:
    """Accounts to page. Leaders learn that somebody needs them, never what was said."""

    staff: tuple[int, ...] = ()
    leaders: tuple[int, ...] = ()


async def ladder_of(
    session: Unit, alert: Alert, severity: Severity | None = None
) -> tuple[Ladder, tuple[str, ...]]:
    """The clocks of an alert, and who is on each rung. No severity: as grave as it is."""
    severity = severity or Severity(alert.severity)
    ladder = DEFAULT_LADDERS[severity]
    if severity is Severity.SAME_DAY:
        opens = (await clinic_by_id(session, alert.clinic_id)).opens_hour
        wakes = None if _rings_at_night(alert) else time(min(opens, LATEST_WAKING))
        ladder = replace(ladder, wakes=wakes)
    if rungs := await rungs_of(session, alert.clinic_id, severity):
        # A wait of nothing would page the whole ladder at once, so a minute is the least.
        waits = tuple(timedelta(minutes=max(rung.wait_minutes, 1)) for rung in rungs)
        return replace(ladder, waits=waits), tuple(rung.role for rung in rungs)
    roles = DEFAULT_ROLES[severity]
    return replace(ladder, waits=ladder.waits[: len(roles)]), roles


def _rings_at_night(alert: Alert) -> bool:
    """Two signs, or words of danger that nobody explained."""
    signs = set(alert.signs.split(",")) - {""}
    return len(signs) >= RINGS_AT_NIGHT or UNANSWERED in alert.evidence


async def on_rung(session: Unit, alert: Alert, role: str, now: datetime) -> Told:
    """Who of a rung can be reached now."""
    if role == LEADER:
        return Told(leaders=tuple(await reachable(session, await _leaders(session, alert))))
    staff = await on_call(session, await staff_at_work(session, alert.clinic_id, role), now=now)
    accounts = [member.account_id for member in staff if member.account_id is not None]
    return Told(staff=tuple(await reachable(session, accounts)))


async def everybody(session: Unit, alert: Alert) -> Told:
    """When the ladder is used up: all of them, on call or not, reachable or not."""
    staff = tuple(await staff_accounts(session, alert.clinic_id))
    leaders = await _leaders(session, alert)
    return Told(staff, tuple(one for one in leaders if one not in staff))


async def _leaders(session: Unit, alert: Alert) -> list[int]:
    # That somebody misses doses is nobody's business but the clinic's.
    if alert.group_id is None or AlertKind(alert.kind).by_rule:
        return []
    leaders = await leaders_of(session, alert.group_id)
    return [one for one in leaders if one != alert.account_id]
