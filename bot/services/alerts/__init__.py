"""Alerts: a row before a message, open until a named human closes it."""

from bot.services.alerts.actions import (
    Changed,
    Deed,
    NoOutcome,
    NotDone,
    UnknownAlert,
    alert_for,
    do,
)
from bot.services.alerts.cards import show_card
from bot.services.alerts.conversation import NobodyToTell
from bot.services.alerts.escalation import escalate_due, page_failed
from bot.services.alerts.escalation_policy import ladder_of
from bot.services.alerts.handover import colleagues, holder_of
from bot.services.alerts.people import account_for, clinic_for
from bot.services.alerts.playback import listen
from bot.services.alerts.questions import (
    Asked,
    ask,
    ask_again_due,
    not_urgent,
    settle,
    tell_clinic,
)
from bot.services.alerts.raising import (
    Raised,
    raise_alert,
    raise_by_rule,
    raise_unread,
    words_of,
)
from bot.services.alerts.redaction import forget_words
from bot.services.alerts.visibility import brief
from bot.services.alerts.voice_messages import Sound, keep_voice, strangers_voice

__all__ = [
    "Asked",
    "Changed",
    "Deed",
    "NoOutcome",
    "NobodyToTell",
    "NotDone",
    "Raised",
    "Sound",
    "UnknownAlert",
    "account_for",
    "alert_for",
    "ask",
    "ask_again_due",
    "brief",
    "clinic_for",
    "colleagues",
    "do",
    "escalate_due",
    "forget_words",
    "holder_of",
    "keep_voice",
    "ladder_of",
    "listen",
    "not_urgent",
    "page_failed",
    "raise_alert",
    "raise_by_rule",
    "raise_unread",
    "settle",
    "show_card",
    "strangers_voice",
    "tell_clinic",
    "words_of",
]
