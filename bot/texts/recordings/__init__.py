"""Recordings of the sentences that are read aloud, and how they are made."""

from bot.texts.recordings import session
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (*session.SAYS,)
