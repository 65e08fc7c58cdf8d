"""Keeping it kind: reports by members, deeds by leaders, checks by the bot, the house rules."""

from bot.handlers.moderation import decisions, join_requests, removal, reports, rules
from bot.handlers.moderation.checks import check
from bot.handlers.moderation.join_requests import code_typed, knocked
from bot.handlers.moderation.reports import passed_on, reacted

COMMANDS = {"niyam": rules.begin, "rules": rules.begin, "batao": reports.how}
GROUP_COMMANDS = {
    "batao": reports.reported,
    "report": reports.reported,
    "hatao": decisions.hide_now,
    "niyam": rules.said_in_group,
    "rules": rules.said_in_group,
}
PRESSES = {
    "house": decisions.decided,
    "object": decisions.objects,
    "pass_on": reports.confirmed,
    "rules": rules.chosen,
    "door": join_requests.decided,
    "out": removal.decided,
}
FLOWS = {"rules": rules.written, "door": join_requests.no_code}

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
