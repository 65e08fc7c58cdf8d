"""Meetings: planned, who means to come, who came, what was spoken of."""

from bot.texts.meetings import attendance, planning, rsvp, summary
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *attendance.SAYS,
    *planning.SAYS,
    *rsvp.SAYS,
    *summary.SAYS,
)
