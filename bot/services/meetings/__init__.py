"""Meetings: planned, told of, held in meeting mode, closed, and what follows."""

from bot.services.meetings.announcements import announce
from bot.services.meetings.attendance import (
    Entered,
    Helper,
    begin_now,
    enter_count,
    mark,
    meeting_of,
    takes_entries,
)
from bot.services.meetings.close import close, follow_up
from bot.services.meetings.planning import (
    call_off,
    forget_rule,
    keep_rule,
    move,
    plan,
    plan_by_rules,
    set_haat,
)
from bot.services.meetings.preparation import prepare
from bot.services.meetings.rsvp import say_coming, shown_coming
from bot.services.meetings.summary import Digest, shown_digest, tell
from bot.services.meetings.view import shown

__all__ = [
    "Digest",
    "Entered",
    "Helper",
    "announce",
    "begin_now",
    "call_off",
    "close",
    "enter_count",
    "follow_up",
    "forget_rule",
    "keep_rule",
    "mark",
    "meeting_of",
    "move",
    "plan",
    "plan_by_rules",
    "prepare",
    "say_coming",
    "set_haat",
    "shown",
    "shown_coming",
    "shown_digest",
    "takes_entries",
    "tell",
]
