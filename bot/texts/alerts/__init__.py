"""Danger and help: what the person hears, what staff and leaders see."""

from bot.texts.alerts import answers, asking, cards, lists, questions, talk, voices
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *answers.SAYS,
    *asking.SAYS,
    *cards.SAYS,
    *lists.SAYS,
    *questions.SAYS,
    *talk.SAYS,
    *voices.SAYS,
)
