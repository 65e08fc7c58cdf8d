"""Stories: telling one, who reads it first, how it is shared and taken back."""

from bot.texts.speech import Renderer
from bot.texts.stories import mine, reviewing, shared, telling

SAYS: tuple[Renderer, ...] = (*telling.SAYS, *shared.SAYS, *reviewing.SAYS, *mine.SAYS)
