"""Stories: telling one, who reads it first, how it is heard and taken back."""

from bot.texts.speech import Renderer
from bot.texts.stories import answers, listening, mine, reviewing, shared, telling

SAYS: tuple[Renderer, ...] = (
    *telling.SAYS,
    *answers.SAYS,
    *shared.SAYS,
    *listening.SAYS,
    *reviewing.SAYS,
    *mine.SAYS,
)
