"""Buttons of people in trouble and of the staff who help them."""

from bot.handlers.alerts import actions, conversation, help, lists, playback

COMMANDS = {**help.COMMANDS, **lists.COMMANDS}
FLOWS = conversation.FLOWS
_OF_STAFF = {**playback.PRESSES, **lists.PRESSES, **actions.PRESSES}
PRESSES = {**help.PRESSES, **_OF_STAFF}
STAFF_PRESSES = frozenset(_OF_STAFF)
KEYS = help.KEYS

__all__ = ["COMMANDS", "FLOWS", "KEYS", "PRESSES", "STAFF_PRESSES"]
