"""Recordings: which prompts are read aloud, and the sentences of a recording session."""

from bot.texts.recordings import session as session
