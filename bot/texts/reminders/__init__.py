"""Reminders, check-ins, requests to greet somebody, and pauses."""

from bot.texts.reminders import pauses, questions
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *pauses.SAYS,
    *questions.SAYS,
)
