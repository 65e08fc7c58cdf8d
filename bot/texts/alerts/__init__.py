"""Danger and help: what the person hears, what staff and leaders see."""

from bot.texts.alerts import answers, cards, questions, voices
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (*answers.SAYS, *questions.SAYS, *cards.SAYS, *voices.SAYS)
