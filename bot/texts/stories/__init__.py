"""Stories: telling one, who reads it first, how it is heard and taken back."""

from bot.texts.speech import Renderer
from bot.texts.stories import library, mine, replies, review, shared, submission

SAYS: tuple[Renderer, ...] = (
    *submission.SAYS,
    *replies.SAYS,
    *shared.SAYS,
    *library.SAYS,
    *review.SAYS,
    *mine.SAYS,
)
