"""Patients: what staff see of one, and what they record about one."""

from bot.texts.patients import status, view
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *status.SAYS,
    *view.SAYS,
)
