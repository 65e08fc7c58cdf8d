"""Commands that the clinic's program wrote into `alert_command`, under the rules of the buttons."""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from bot.domain.alerts import RefusalReason
from bot.services.alerts.actions import (
    ActionRefused,
    ActionRequest,
    OutcomeMissing,
    UnknownAlert,
    VersionConflict,
    act_on_alert,
)
from db.enums import AlertAction, AlertOutcome, CommandStatus
from db.models import Alert, AlertCommand
from db.queries.alerts.lookup import locked_new_command, refuse_command
from db.queries.oncall import staff_by_name
from db.session import UnitOfWork

E = TypeVar("E", bound=StrEnum)

REFUSALS = {
    RefusalReason.ALREADY_ACKED: "{by} has it already",
    RefusalReason.ALREADY_RESOLVED: "closed already, by {by}",
    RefusalReason.STALE_EPISODE: "it was raised again since",
    RefusalReason.NOT_HOLDER: "only {by}, who has it, may do that",
    RefusalReason.NOT_ASKED: "nobody asked {actor} to take it over",
    RefusalReason.NOT_ALLOWED: "not possible while the alert is {status}, severity {severity}",
}


class CommandRefused(Exception):
    """Says in words why a command cannot be applied."""


LONGEST_NOTE = 2000
NOT_READ = "this row could not be read or applied; look at what is written in it"


async def apply_command(session: UnitOfWork, command_id: int, *, now: datetime) -> bool:
    """Apply or refuse it. False if another process does. Raises whatever a malformed row causes."""
    command = await locked_new_command(session, command_id)
    if command is None:
        return False
    try:
        answer, status = await _apply(session, command, now), CommandStatus.APPLIED
    except CommandRefused as refused:
        answer, status = str(refused), CommandStatus.REFUSED
    command.status, command.answer, command.answered_at = status, answer[:200], now
    return True


async def refuse_malformed_command(session: UnitOfWork, command_id: int, *, now: datetime) -> None:
    """By an update alone, as the row cannot be loaded."""
    await refuse_command(session, command_id, NOT_READ, now=now)


async def _apply(session: UnitOfWork, command: AlertCommand, now: datetime) -> str:
    if command.note is not None and len(command.note) > LONGEST_NOTE:
        raise CommandRefused(f"a note has {LONGEST_NOTE} signs at most")
    action = _member(AlertAction, command.action, "action")
    request = ActionRequest(
        action,
        colleague_id=await _colleague(session, command)
        if action is AlertAction.HAND_OVER
        else None,
        outcome=_member(AlertOutcome, command.outcome, "outcome") if command.outcome else None,
        note=command.note,
        expected_version=command.expected_version,
    )
    staff_id = await _actor(session, command)
    try:
        alert = await act_on_alert(
            session, staff_id, command.alert_id, request, via="command", now=now
        )
    except UnknownAlert:
        raise CommandRefused(f"there is no alert {command.alert_id}") from None
    except VersionConflict as changed:
        raise CommandRefused(
            f"the alert is at version {changed.version} now; look at it again"
        ) from None
    except OutcomeMissing:
        raise CommandRefused(f"to resolve, give an outcome: {_choices(AlertOutcome)}") from None
    except ActionRefused as refused:
        words = REFUSALS[refused.reason].format(
            by=refused.by or "nobody",
            actor=command.actor,
            status=refused.alert.status,
            severity=refused.alert.severity,
        )
        raise CommandRefused(words) from None
    return f"{alert.code} is {alert.status}, version {alert.version}"


async def _actor(session: UnitOfWork, command: AlertCommand) -> int:
    return await _staff(session, command, command.actor)


async def _colleague(session: UnitOfWork, command: AlertCommand) -> int:
    if not command.note:
        raise CommandRefused("to hand over, give the name of the colleague as note")
    return await _staff(session, command, command.note)


async def _staff(session: UnitOfWork, command: AlertCommand, name: str) -> int:
    alert = await session.get(Alert, command.alert_id)
    if alert is None:
        raise CommandRefused(f"there is no alert {command.alert_id}")
    named = await staff_by_name(session, alert.clinic_id, name)
    if not named:
        raise CommandRefused(f"“{name}” is not on the staff of this alert's clinic")
    if len(named) > 1:
        raise CommandRefused(f"there are {len(named)} people called “{name}”")
    return named[0].id


def _member(enum: type[E], value: str, what: str) -> E:
    try:
        return enum(value)
    except ValueError:
        raise CommandRefused(f"“{value}” is no {what}; known: {_choices(enum)}") from None


def _choices(enum: type[StrEnum]) -> str:
    return ", ".join(enum)
