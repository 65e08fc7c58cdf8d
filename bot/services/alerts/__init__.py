"""Alerts: a row before a message, open until a named human closes it."""

from bot.services.alerts.acting import (
    Changed,
    Deed,
    NoOutcome,
    NotDone,
    UnknownAlert,
    alert_for,
    do,
)
from bot.services.alerts.escalating import escalate_due, page_failed
from bot.services.alerts.looking import listen, look
from bot.services.alerts.people import account_for, clinic_for
from bot.services.alerts.questions import Asked, ask, ask_again_due, not_urgent, settle
from bot.services.alerts.raising import (
    Raised,
    raise_alert,
    raise_by_rule,
    raise_unread,
    words_of,
)
from bot.services.alerts.voices import Sound, keep_voice, strangers_voice

__all__ = [
    "Asked",
    "Changed",
    "Deed",
    "NoOutcome",
    "NotDone",
    "Raised",
    "Sound",
    "UnknownAlert",
    "account_for",
    "alert_for",
    "ask",
    "ask_again_due",
    "clinic_for",
    "do",
    "escalate_due",
    "keep_voice",
    "listen",
    "look",
    "not_urgent",
    "page_failed",
    "raise_alert",
    "raise_by_rule",
    "raise_unread",
    "settle",
    "strangers_voice",
    "words_of",
]
