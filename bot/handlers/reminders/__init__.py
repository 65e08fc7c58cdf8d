"""The weekly question, and pauses in which nothing is asked."""

from bot.handlers.reminders import checkins as checkins
from bot.handlers.reminders import pauses as pauses
