"""Buttons of people in trouble and of the staff who help them."""

from bot.handlers.alerts import asked, staff, voices

COMMANDS = asked.COMMANDS
PRESSES = {**asked.PRESSES, **staff.PRESSES, **voices.PRESSES}
KEYS = asked.KEYS
