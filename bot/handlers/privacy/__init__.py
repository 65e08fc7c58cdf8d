"""Privacy: stopping, what the bot stores of a person, and its erasure."""

from bot.handlers.privacy import consent as consent
from bot.handlers.privacy import my_data as my_data
