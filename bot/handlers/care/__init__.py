"""Staff look after people: whom to call this week, and one patient in words."""

from bot.handlers.care import calls, lookup

COMMANDS = {**calls.COMMANDS, **lookup.COMMANDS}
FLOWS = lookup.FLOWS
PRESSES = {**calls.PRESSES, **lookup.PRESSES}
