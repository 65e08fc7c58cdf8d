"""Treatments: staff record which medicines a patient takes, and how."""

from bot.texts.speech import Renderer
from bot.texts.treatments import ask, confirm, dose, unclear

SAYS: tuple[Renderer, ...] = (
    *ask.SAYS,
    *confirm.SAYS,
    *dose.SAYS,
    *unclear.SAYS,
)
