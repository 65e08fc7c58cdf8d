"""The rules of an alert: its state, and the transitions of the machine."""

from bot.domain.alerts.action_rules import ACTION_RULES, ActionRule
from bot.domain.alerts.machine import (
    apply_action,
    new_alert,
    page_key,
    page_wanted,
    record_message,
    record_recurrence,
    source_cleared,
    step_failed,
    tick,
)
from bot.domain.alerts.state import (
    DEFAULT_POLICIES,
    AlertState,
    Change,
    Effect,
    EscalationPolicy,
    EventType,
    Page,
    PageFallback,
    PageStep,
    RefusalReason,
    Refused,
    SideEffect,
)

__all__ = [
    "ACTION_RULES",
    "DEFAULT_POLICIES",
    "ActionRule",
    "AlertState",
    "Change",
    "Effect",
    "EscalationPolicy",
    "EventType",
    "Page",
    "PageFallback",
    "PageStep",
    "RefusalReason",
    "Refused",
    "SideEffect",
    "apply_action",
    "new_alert",
    "page_key",
    "page_wanted",
    "record_message",
    "record_recurrence",
    "source_cleared",
    "step_failed",
    "tick",
]
