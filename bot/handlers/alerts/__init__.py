"""Buttons of people in trouble and of the staff who help them."""

from bot.handlers.alerts import asked, looking, staff

COMMANDS = asked.COMMANDS
PRESSES = {**asked.PRESSES, **staff.PRESSES, **looking.PRESSES}
KEYS = asked.KEYS
