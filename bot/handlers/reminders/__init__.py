"""The answer to the weekly check-in, and pauses from all reminders."""

from bot.handlers.reminders import checkins as checkins
from bot.handlers.reminders import pauses as pauses
