"""Counting pills: asked, typed, tapped on the number pad, shown to a helper, corrected."""

from bot.handlers.pill_counts import assisted, followup
from bot.handlers.pill_counts.answer import answered
from bot.handlers.pill_counts.ask import begin, fix, later, pressed_count, switched
from bot.handlers.pill_counts.confirm import came, right, skip, strip
from bot.handlers.pill_counts.pad import pad
from bot.handlers.pill_counts.unasked import counted_in_group, counted_unasked, which

__all__ = ["COMMANDS", "FLOWS", "KEYS", "PRESSES", "counted_in_group", "counted_unasked"]

COMMANDS = {"goli": begin}
KEYS = {"count": begin}
FLOWS = {"count": answered}
PRESSES = {
    "count": pressed_count,
    "askof": switched,
    "later": later,
    "skip": skip,
    "fix": fix,
    "pad": pad,
    "right": right,
    "strip": strip,
    "came": came,
    "which": which,
    "over": followup.over,
    "hard": followup.hard,
    "apart": followup.apart,
    "lead": assisted.leader,
    "hcount": assisted.enter,
    "hnone": assisted.nothing,
    "hcry": assisted.cry,
}
