"""Staff record medicines and how they are taken."""

from bot.texts.speech import Renderer
from bot.texts.treatments import ask, confirm, dose, unclear

SAYS: tuple[Renderer, ...] = (
    *ask.SAYS,
    *confirm.SAYS,
    *dose.SAYS,
    *unclear.SAYS,
)
