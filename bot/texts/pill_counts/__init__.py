"""Pill counts: asked and given, given with help, and what is asked after one."""

from bot.texts.pill_counts import assisted, count, followup
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *assisted.SAYS,
    *count.SAYS,
    *followup.SAYS,
)
