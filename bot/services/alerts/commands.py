"""What the clinic's own program wrote into `alert_command`, done by the same rules as a button."""

from datetime import datetime

from bot.domain.alerts import Reason
from bot.services.alerts.actions import Changed, Deed, NoOutcome, NotDone, UnknownAlert, do
from db.enums import AlertAction, AlertOutcome, CommandStatus
from db.models import Alert, AlertCommand
from db.queries.alerts.state import new_command, staff_of
from db.session import Unit

REASONS = {
    Reason.ALREADY_ACKED: "{by} has it already",
    Reason.ALREADY_RESOLVED: "closed already, by {by}",
    Reason.STALE_EPISODE: "it was raised again since",
    Reason.NOT_HOLDER: "only {by}, who has it, may do that",
    Reason.NOT_ASKED: "nobody asked {actor} to take it over",
    Reason.NOT_ALLOWED: "not possible while the alert is {status}, severity {severity}",
}


class Wrong(Exception):
    """Says in words what is wrong with a command."""


async def apply_next(session: Unit, *, now: datetime, tried: set[int]) -> bool:
    """Apply the oldest new command that is not among `tried`; False when there is none."""
    command = await new_command(session, tried)
    if command is None:
        return False
    tried.add(command.id)
    try:
        answer, status = await _apply(session, command, now), CommandStatus.APPLIED
    except Wrong as wrong:
        answer, status = str(wrong), CommandStatus.REFUSED
    command.status, command.answer, command.answered_at = status, answer[:200], now
    return True


async def _apply(session: Unit, command: AlertCommand, now: datetime) -> str:
    action = _member(AlertAction, command.action, "action")
    deed = Deed(
        action,
        to=await _colleague(session, command) if action is AlertAction.HAND_OVER else None,
        outcome=_member(AlertOutcome, command.outcome, "outcome") if command.outcome else None,
        note=command.note,
        expected_version=command.expected_version,
    )
    staff_id = await _actor(session, command)
    try:
        alert = await do(session, staff_id, command.alert_id, deed, via="command", now=now)
    except UnknownAlert:
        raise Wrong(f"there is no alert {command.alert_id}") from None
    except Changed as changed:
        raise Wrong(f"the alert is at version {changed.version} now; look at it again") from None
    except NoOutcome:
        raise Wrong(f"to resolve, give an outcome: {_choices(AlertOutcome)}") from None
    except NotDone as refused:
        words = REASONS[refused.reason].format(
            by=refused.by or "nobody",
            actor=command.actor,
            status=refused.alert.status,
            severity=refused.alert.severity,
        )
        raise Wrong(words) from None
    return f"{alert.code} is {alert.status}, version {alert.version}"


async def _actor(session: Unit, command: AlertCommand) -> int:
    return await _staff(session, command, command.actor)


async def _colleague(session: Unit, command: AlertCommand) -> int:
    if not command.note:
        raise Wrong("to hand over, give the name of the colleague as note")
    return await _staff(session, command, command.note)


async def _staff(session: Unit, command: AlertCommand, name: str) -> int:
    alert = await session.get(Alert, command.alert_id)
    if alert is None:
        raise Wrong(f"there is no alert {command.alert_id}")
    named = await staff_of(session, alert.clinic_id, name)
    if not named:
        raise Wrong(f"“{name}” is not on the staff of this alert's clinic")
    if len(named) > 1:
        raise Wrong(f"there are {len(named)} people called “{name}”")
    return named[0].id


def _member(enum: type, value: str, what: str):  # type: ignore[no-untyped-def]
    try:
        return enum(value)
    except ValueError:
        raise Wrong(f"“{value}” is no {what}; known: {_choices(enum)}") from None


def _choices(enum: type) -> str:
    return ", ".join(enum)  # type: ignore[arg-type]
