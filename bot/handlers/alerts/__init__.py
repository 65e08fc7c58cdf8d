"""Buttons of people in trouble and of the staff who help them."""

from bot.handlers.alerts import asked, staff
from bot.handlers.alerts.asked import voice_outside

COMMANDS = asked.COMMANDS
PRESSES = {**asked.PRESSES, **staff.PRESSES}
KEYS = asked.KEYS

__all__ = ["COMMANDS", "KEYS", "PRESSES", "voice_outside"]
