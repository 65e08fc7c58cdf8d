"""Alerts: screening of every message, the buttons of people in trouble and those of the staff."""

from bot.handlers.alerts import actions as actions
from bot.handlers.alerts import conversation as conversation
from bot.handlers.alerts import help as help
from bot.handlers.alerts import lists as lists
from bot.handlers.alerts import voice_messages as voice_messages
