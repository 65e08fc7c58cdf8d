"""What staff read of patients: one patient, and whom to call."""

from bot.texts.care import calls, view
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (*calls.SAYS, *view.SAYS)
