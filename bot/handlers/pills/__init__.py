"""Counting pills: asked, typed, tapped on the number pad, corrected."""

from bot.handlers.pills.answering import answered
from bot.handlers.pills.asking import begin, fix, later, pressed_count
from bot.handlers.pills.doubt import came, right, strip
from bot.handlers.pills.pad import pad
from bot.handlers.pills.unasked import counted_in_group, counted_unasked, which

__all__ = ["COMMANDS", "FLOWS", "KEYS", "PRESSES", "counted_in_group", "counted_unasked"]

COMMANDS = {"goli": begin}
KEYS = {"count": begin}
FLOWS = {"count": answered}
PRESSES = {
    "count": pressed_count,
    "later": later,
    "fix": fix,
    "pad": pad,
    "right": right,
    "strip": strip,
    "came": came,
    "which": which,
}
