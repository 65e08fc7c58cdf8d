"""Sentences about pill counts: the question and answer, assisted counts, follow-up questions."""

from bot.texts.pill_counts import assisted, count, followup
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *assisted.SAYS,
    *count.SAYS,
    *followup.SAYS,
)
