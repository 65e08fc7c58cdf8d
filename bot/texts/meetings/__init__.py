"""What the bot says about meetings: planning, RSVPs, attendance, summaries."""

from bot.texts.meetings import attendance, planning, rsvp, summary
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *attendance.SAYS,
    *planning.SAYS,
    *rsvp.SAYS,
    *summary.SAYS,
)
