"""Meetings: planned, moved, called off, planned by a rule, and what is said before them."""

from bot.services.meetings.gathering import prepare
from bot.services.meetings.planning import (
    call_off,
    forget_rule,
    keep_rule,
    move,
    plan,
    plan_by_rules,
    set_haat,
)

__all__ = [
    "call_off",
    "forget_rule",
    "keep_rule",
    "move",
    "plan",
    "plan_by_rules",
    "prepare",
    "set_haat",
]
