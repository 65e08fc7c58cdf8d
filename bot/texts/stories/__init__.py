"""Sentences about stories: telling, review, listening, withdrawal."""

from bot.texts.stories import library as library
from bot.texts.stories import my_stories as my_stories
from bot.texts.stories import playback as playback
from bot.texts.stories import replies as replies
from bot.texts.stories import review as review
from bot.texts.stories import submission as submission
