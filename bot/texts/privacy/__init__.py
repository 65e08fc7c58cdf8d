"""Privacy in sentences: what the bot stores of a person, and its erasure."""

from bot.texts.privacy import erasure as erasure
from bot.texts.privacy import my_data as my_data
