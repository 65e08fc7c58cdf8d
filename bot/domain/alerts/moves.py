"""What people may do to an alert: from where, to where, and who of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.alerts.state import Effect, Happened, Then
from db.enums import AlertAction, AlertStatus


@dataclass(frozen=True, slots=True)
class Move:
    """One row of what people may do."""

    origin: frozenset[AlertStatus]
    to: AlertStatus | None
    """None: it stays what it is."""
    event: Happened
    effects: tuple[Effect, ...] = (Then.REFRESH_CARDS,)
    holder_only: bool = False
    asked_only: bool = False


_TRIGGERED = frozenset({AlertStatus.TRIGGERED})
_ACKED = frozenset({AlertStatus.ACKED})
_SNOOZED = frozenset({AlertStatus.SNOOZED})
_OPEN = _TRIGGERED | _ACKED | _SNOOZED
_QUIETEN = (Then.CANCEL_PAGES, Then.REFRESH_CARDS)
_TAKE = (*_QUIETEN, Then.TELL_PATIENT_TAKEN)

MOVES: Mapping[AlertAction, Move] = {
    AlertAction.ACK: Move(_TRIGGERED | _SNOOZED, AlertStatus.ACKED, Happened.ACKED, _TAKE),
    AlertAction.EXTEND: Move(_ACKED, AlertStatus.ACKED, Happened.EXTENDED, holder_only=True),
    AlertAction.NOTE: Move(_ACKED, AlertStatus.ACKED, Happened.NOTED, holder_only=True),
    AlertAction.UNACK: Move(_ACKED, AlertStatus.TRIGGERED, Happened.UNACKED),
    AlertAction.SNOOZE: Move(_TRIGGERED | _ACKED, AlertStatus.SNOOZED, Happened.SNOOZED, _QUIETEN),
    AlertAction.UNSNOOZE: Move(_SNOOZED, AlertStatus.TRIGGERED, Happened.UNSNOOZED),
    AlertAction.RESOLVE: Move(_OPEN, AlertStatus.RESOLVED, Happened.RESOLVED, _QUIETEN),
    AlertAction.REACHED: Move(_OPEN, None, Happened.REACHED),
    AlertAction.NOT_REACHED: Move(_OPEN, None, Happened.NOT_REACHED),
    AlertAction.HAND_OVER: Move(_ACKED, None, Happened.OFFERED, holder_only=True),
    AlertAction.ACCEPT: Move(
        _ACKED,
        None,
        Happened.ACCEPTED,
        (Then.REFRESH_CARDS, Then.TELL_PATIENT_TAKEN),
        asked_only=True,
    ),
    AlertAction.DECLINE: Move(_ACKED, None, Happened.DECLINED, asked_only=True),
}
