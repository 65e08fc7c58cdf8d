"""What is kept of a person, shown to them, and erased when they want it."""

from bot.texts.privacy import erasure, my_data
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *erasure.SAYS,
    *my_data.SAYS,
)
