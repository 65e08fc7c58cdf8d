"""Stories: telling one, who reads it first, how it is heard and taken back."""

from bot.texts.speech import Renderer
from bot.texts.stories import listening, mine, reviewing, shared, telling

SAYS: tuple[Renderer, ...] = (
    *telling.SAYS,
    *shared.SAYS,
    *listening.SAYS,
    *reviewing.SAYS,
    *mine.SAYS,
)
