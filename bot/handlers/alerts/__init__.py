"""Buttons of people in trouble and of the staff who help them."""

from bot.handlers.alerts import asked, lists, staff, talk
from bot.handlers.alerts.asked import voice_outside

COMMANDS = {**asked.COMMANDS, **lists.COMMANDS}
FLOWS = talk.FLOWS
PRESSES = {**asked.PRESSES, **lists.PRESSES, **staff.PRESSES}
STAFF_PRESSES = {*lists.PRESSES, *staff.PRESSES}
KEYS = asked.KEYS

__all__ = ["COMMANDS", "FLOWS", "KEYS", "PRESSES", "STAFF_PRESSES", "voice_outside"]
