"""Recordings: which prompts are read aloud, and the sentences of a recording session."""

from bot.texts.recordings import session
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (*session.SAYS,)
