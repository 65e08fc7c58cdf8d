"""Reminders, check-ins, requests to greet somebody, and pauses."""

from bot.texts.reminders import pauses as pauses
from bot.texts.reminders import questions as questions
