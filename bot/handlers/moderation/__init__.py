"""Moderation: reports by members, decisions of leaders, checks by the bot, rules, join requests."""

from bot.handlers.moderation import decisions, join_requests, removal, reports, rules
from bot.handlers.moderation.checks import check_message
from bot.handlers.moderation.join_requests import take_entry_code, take_join_request
from bot.handlers.moderation.reports import offer_to_report_forward, report_by_reaction

COMMANDS = {
    "niyam": rules.show_rules,
    "rules": rules.show_rules,
    "batao": reports.explain_reporting,
}
GROUP_COMMANDS = {
    "batao": reports.report_by_command,
    "report": reports.report_by_command,
    "hatao": decisions.hide_by_command,
    "niyam": rules.post_rules_in_group,
    "rules": rules.post_rules_in_group,
}
PRESSES = {
    "moderation": decisions.decide_case,
    "object_to": decisions.take_objection,
    "report_forward": reports.confirm_report_of_forward,
    "rules": rules.change_rules,
    "join_request": join_requests.decide_join_request,
    "remove": removal.decide_removal,
}
FLOWS = {"rules": rules.take_rules_text, "join_request": join_requests.ask_code_again}

__all__ = [
    "COMMANDS",
    "FLOWS",
    "GROUP_COMMANDS",
    "PRESSES",
    "check_message",
    "offer_to_report_forward",
    "report_by_reaction",
    "take_entry_code",
    "take_join_request",
]
