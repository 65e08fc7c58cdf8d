"""The escalation policy of a clinic: who is paged about an alert, step by step."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.domain.alerts import DEFAULT_POLICIES, EscalationPolicy
from bot.services.alerts.record import UNANSWERED
from bot.services.oncall import staff_on_call
from db.enums import AlertKind, MemberRole, Severity, StaffRole
from db.models import Alert
from db.queries.alerts.lookup import escalation_steps
from db.queries.clinics import clinic_by_id
from db.queries.groups import leaders_of
from db.queries.oncall import staff_with_account
from db.queries.people import reachable_accounts, staff_accounts
from db.session import UnitOfWork

LEADER = MemberRole.LEADER.value
DEFAULT_ROLES = {
    Severity.EMERGENCY: (StaffRole.NURSE, StaffRole.DOCTOR, LEADER),
    Severity.SAME_DAY: (StaffRole.NURSE, StaffRole.DOCTOR),
    Severity.ROUTINE: (StaffRole.NURSE, StaffRole.COORDINATOR),
}
"""The role paged at each default step, if the clinic has not set its own steps."""
SIGNS_THAT_RING_AT_NIGHT = 2
"""With so many signs at once a same-day alert rings at night, too."""
LATEST_MORNING_HOUR = 10
"""Hour of the day until which pages of the night wait at most, even if a clinic opens later."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Accounts to page. Leaders learn that somebody needs them, never what was said."""

    staff: tuple[int, ...] = ()
    leaders: tuple[int, ...] = ()


async def escalation_policy_of(
    session: UnitOfWork, alert: Alert, severity: Severity | None = None
) -> tuple[EscalationPolicy, tuple[str, ...]]:
    """The policy for an alert, and the role of each step. `severity` defaults to the alert's."""
    severity = severity or Severity(alert.severity)
    policy = DEFAULT_POLICIES[severity]
    if severity is Severity.SAME_DAY:
        opens = (await clinic_by_id(session, alert.clinic_id)).opens_hour
        quiet_until = None if _rings_at_night(alert) else time(min(opens, LATEST_MORNING_HOUR))
        policy = replace(policy, quiet_until=quiet_until)
    if steps := await escalation_steps(session, alert.clinic_id, severity):
        # A wait of zero would page all steps at once, so one minute is the least.
        waits = tuple(timedelta(minutes=max(step.wait_minutes, 1)) for step in steps)
        return replace(policy, waits=waits), tuple(step.role for step in steps)
    roles = DEFAULT_ROLES[severity]
    return replace(policy, waits=policy.waits[: len(roles)]), roles


def _rings_at_night(alert: Alert) -> bool:
    """True for two signs, or for danger words about which the person did not answer."""
    signs = set(alert.signs.split(",")) - {""}
    return len(signs) >= SIGNS_THAT_RING_AT_NIGHT or UNANSWERED in alert.evidence


async def recipients_of_step(
    session: UnitOfWork, alert: Alert, role: str, now: datetime
) -> Recipients:
    """Who of a role is on call and can be reached now."""
    if role == LEADER:
        return Recipients(
            leaders=tuple(await reachable_accounts(session, await _leaders(session, alert)))
        )
    staff = await staff_on_call(
        session, await staff_with_account(session, alert.clinic_id, role), now=now
    )
    accounts = [member.account_id for member in staff if member.account_id is not None]
    return Recipients(staff=tuple(await reachable_accounts(session, accounts)))


async def all_recipients(session: UnitOfWork, alert: Alert) -> Recipients:
    """All staff and leaders, on call or not, reachable or not: for the fallback."""
    staff = tuple(await staff_accounts(session, alert.clinic_id))
    leaders = await _leaders(session, alert)
    return Recipients(staff, tuple(one for one in leaders if one not in staff))


async def _leaders(session: UnitOfWork, alert: Alert) -> list[int]:
    # What a rule found, for example missed doses, concerns only the clinic.
    if alert.group_id is None or AlertKind(alert.kind).by_rule:
        return []
    leaders = await leaders_of(session, alert.group_id)
    return [one for one in leaders if one != alert.account_id]
