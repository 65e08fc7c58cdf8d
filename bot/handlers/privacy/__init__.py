"""Stopping, what is known of a person, and erasing it."""

from bot.handlers.privacy import consent as consent
from bot.handlers.privacy import my_data as my_data
