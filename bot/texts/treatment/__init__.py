"""Staff record medicines."""

from bot.texts.speech import Renderer
from bot.texts.treatment import asking, confirming, dosing, stock, unclear

SAYS: tuple[Renderer, ...] = (
    *asking.SAYS,
    *dosing.SAYS,
    *confirming.SAYS,
    *unclear.SAYS,
    *stock.SAYS,
)
