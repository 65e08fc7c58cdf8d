"""Keeping it kind: reports, checks, and what leaders do about a message. All can be undone."""

from bot.services.moderation.actions import (
    ask_clinic,
    close,
    hide,
    object_to,
    private_word,
    restore,
    thank,
)
from bot.services.moderation.cases import Said, open_case, report, show_cards
from bot.services.moderation.corrections import correct
from bot.services.moderation.members import let_in, mute, remove, unmute
from bot.services.moderation.outcomes import hear
from bot.services.moderation.rules import post_rules, set_mode, write_rules
from bot.services.moderation.sanctions import Refused

__all__ = [
    "Refused",
    "Said",
    "ask_clinic",
    "close",
    "correct",
    "hear",
    "hide",
    "let_in",
    "mute",
    "object_to",
    "open_case",
    "post_rules",
    "private_word",
    "remove",
    "report",
    "restore",
    "set_mode",
    "show_cards",
    "thank",
    "unmute",
    "write_rules",
]
