"""Buttons of people in trouble and of the staff who help them."""

from bot.handlers.alerts import asked, listening, lists, staff, talk

COMMANDS = {**asked.COMMANDS, **lists.COMMANDS}
FLOWS = talk.FLOWS
_OF_STAFF = {**listening.PRESSES, **lists.PRESSES, **staff.PRESSES}
PRESSES = {**asked.PRESSES, **_OF_STAFF}
STAFF_PRESSES = frozenset(_OF_STAFF)
KEYS = asked.KEYS

__all__ = ["COMMANDS", "FLOWS", "KEYS", "PRESSES", "STAFF_PRESSES"]
