"""Privacy in sentences: what the bot stores of a person, and its erasure."""

from bot.texts.privacy import erasure, my_data
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (
    *erasure.SAYS,
    *my_data.SAYS,
)
