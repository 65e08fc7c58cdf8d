"""The actions of staff: in which status each is allowed, what it changes, and who may do it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.alerts.state import Effect, EventType, SideEffect
from db.enums import AlertAction, AlertStatus


@dataclass(frozen=True, slots=True)
class ActionRule:
    """When one action is allowed, and what it leads to."""

    from_statuses: frozenset[AlertStatus]
    to_status: AlertStatus | None
    """None if the status stays the same."""
    event: EventType
    effects: tuple[Effect, ...] = (SideEffect.REFRESH_CARDS,)
    holder_only: bool = False
    offered_to_only: bool = False
    """Only for the colleague whom the holder asked to take over."""


_TRIGGERED = frozenset({AlertStatus.TRIGGERED})
_ACKED = frozenset({AlertStatus.ACKED})
_SNOOZED = frozenset({AlertStatus.SNOOZED})
_OPEN = _TRIGGERED | _ACKED | _SNOOZED
_STOP_PAGES = (SideEffect.CANCEL_PAGES, SideEffect.REFRESH_CARDS)
_ACKNOWLEDGE = (*_STOP_PAGES, SideEffect.TELL_PATIENT_TAKEN)

ACTION_RULES: Mapping[AlertAction, ActionRule] = {
    AlertAction.ACK: ActionRule(
        _TRIGGERED | _SNOOZED, AlertStatus.ACKED, EventType.ACKED, _ACKNOWLEDGE
    ),
    AlertAction.EXTEND: ActionRule(_ACKED, AlertStatus.ACKED, EventType.EXTENDED, holder_only=True),
    AlertAction.NOTE: ActionRule(_ACKED, AlertStatus.ACKED, EventType.NOTED, holder_only=True),
    AlertAction.UNACK: ActionRule(_ACKED, AlertStatus.TRIGGERED, EventType.UNACKED),
    AlertAction.SNOOZE: ActionRule(
        _TRIGGERED | _ACKED, AlertStatus.SNOOZED, EventType.SNOOZED, _STOP_PAGES
    ),
    AlertAction.UNSNOOZE: ActionRule(_SNOOZED, AlertStatus.TRIGGERED, EventType.UNSNOOZED),
    AlertAction.RESOLVE: ActionRule(_OPEN, AlertStatus.RESOLVED, EventType.RESOLVED, _STOP_PAGES),
    AlertAction.REACHED: ActionRule(_OPEN, None, EventType.REACHED),
    AlertAction.NOT_REACHED: ActionRule(_OPEN, None, EventType.NOT_REACHED),
    AlertAction.HAND_OVER: ActionRule(_ACKED, None, EventType.OFFERED, holder_only=True),
    AlertAction.ACCEPT: ActionRule(
        _ACKED,
        None,
        EventType.ACCEPTED,
        (SideEffect.REFRESH_CARDS, SideEffect.TELL_PATIENT_TAKEN),
        offered_to_only=True,
    ),
    AlertAction.DECLINE: ActionRule(_ACKED, None, EventType.DECLINED, offered_to_only=True),
}
