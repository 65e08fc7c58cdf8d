"""Alerts: screening of every message, the buttons of people in trouble and those of the staff."""

from bot.handlers.alerts import actions, conversation, help, lists, voice_messages

COMMANDS = {**help.COMMANDS, **lists.COMMANDS}
FLOWS = conversation.FLOWS
_OF_STAFF = {**voice_messages.PRESSES, **lists.PRESSES, **actions.PRESSES}
PRESSES = {**help.PRESSES, **_OF_STAFF}
STAFF_PRESSES = frozenset(_OF_STAFF)
KEYS = help.KEYS

__all__ = ["COMMANDS", "FLOWS", "KEYS", "PRESSES", "STAFF_PRESSES"]
