"""Keeping it kind: reports by members, deeds by leaders, checks by the bot, the house rules."""

from bot.handlers.house import deciding, door, removing, reporting, ruling
from bot.handlers.house.checking import check
from bot.handlers.house.door import code_typed, knocked
from bot.handlers.house.reporting import passed_on, reacted

COMMANDS = {"niyam": ruling.begin, "rules": ruling.begin, "batao": reporting.how}
GROUP_COMMANDS = {
    "batao": reporting.reported,
    "report": reporting.reported,
    "hatao": deciding.hide_now,
    "niyam": ruling.said_in_group,
    "rules": ruling.said_in_group,
}
PRESSES = {
    "house": deciding.decided,
    "object": deciding.objects,
    "pass_on": reporting.confirmed,
    "rules": ruling.chosen,
    "door": door.decided,
    "out": removing.decided,
}
FLOWS = {"rules": ruling.written, "door": door.no_code}

__all__ = [
    "COMMANDS",
    "FLOWS",
    "GROUP_COMMANDS",
    "PRESSES",
    "check",
    "code_typed",
    "knocked",
    "passed_on",
    "reacted",
]
