"""Moderation: reports by members, decisions of leaders, checks by the bot, rules, join requests."""

from bot.handlers.moderation import decisions as decisions
from bot.handlers.moderation import join_requests as join_requests
from bot.handlers.moderation import removal as removal
from bot.handlers.moderation import reports as reports
from bot.handlers.moderation import rules as rules
from bot.handlers.moderation.checks import check_message
from bot.handlers.moderation.join_requests import take_entry_code, take_join_request
from bot.handlers.moderation.reports import offer_to_report_forward, report_by_reaction

__all__ = [
    "check_message",
    "offer_to_report_forward",
    "report_by_reaction",
    "take_entry_code",
    "take_join_request",
]
