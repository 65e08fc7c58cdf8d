"""Counting pills: asked, typed, tapped on the number pad, shown to a helper, corrected."""

from bot.handlers.pills import afterwards, helping
from bot.handlers.pills.answering import answered
from bot.handlers.pills.asking import begin, fix, later, pressed_count, switched
from bot.handlers.pills.doubt import came, right, skip, strip
from bot.handlers.pills.pad import pad
from bot.handlers.pills.unasked import counted_in_group, counted_unasked, which

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
    "over": afterwards.over,
    "hard": afterwards.hard,
    "apart": afterwards.apart,
    "lead": helping.leader,
    "hcount": helping.enter,
    "hnone": helping.nothing,
    "hcry": helping.cry,
}
