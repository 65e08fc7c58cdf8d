"""Sentences about stories: telling, review, listening, withdrawal."""

from bot.texts.speech import Renderer
from bot.texts.stories import library, my_stories, playback, replies, review, submission

SAYS: tuple[Renderer, ...] = (
    *submission.SAYS,
    *replies.SAYS,
    *playback.SAYS,
    *library.SAYS,
    *review.SAYS,
    *my_stories.SAYS,
)
