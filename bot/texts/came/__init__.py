"""New medicine came."""

from bot.texts.came import leader, telling
from bot.texts.speech import Renderer

SAYS: tuple[Renderer, ...] = (*telling.SAYS, *leader.SAYS)
