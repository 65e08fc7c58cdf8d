"""Pauses: nothing is asked, but danger signs are still answered."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _
from bot.i18n.words import day_words
from bot.keyboards import Button, Rows, column, data
from bot.texts.speech import Renderer, Speech

REASONS = {
    "travel": _("🧳 On a journey"),
    "hospital": _("🏥 In hospital"),
    "mourning": _("🕯 Mourning"),
    "festival": _("🎉 Festival"),
    "harvest": _("🌾 Harvest"),
    "asked": _("🌙 I need a rest"),
}
WEEKS = {1: _("1 week"), 2: _("2 weeks"), 4: _("4 weeks"), 0: _("Until I say so")}


def ask_pause_reason(t: Translator, p: Mapping[str, Any]) -> Speech:
    choices = [
        Button(t(label), data("pause", p["patient"], reason)) for reason, label in REASONS.items()
    ]
    return Speech(t("{person}: why a pause?", person=p["person"]), pairs(choices))


def ask_pause_length(t: Translator, p: Mapping[str, Any]) -> Speech:
    choices = [
        Button(t(label), data("pause", p["patient"], p["reason"], weeks))
        for weeks, label in WEEKS.items()
    ]
    return Speech(t("For how long shall I ask nothing?"), pairs(choices))


def pairs(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def paused(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`until`: the last day; None if it lasts until the person ends it."""
    if p["until"] is None:
        first = t("All right. I ask {person} nothing for now.", person=p["person"])
    else:
        first = t(
            "All right. I ask {person} nothing until {day}.",
            person=p["person"],
            day=day_words(p["until"], t),
        )
    return Speech(
        first + "\n" + t("In trouble write or tap 🆘, I listen always."),
        column(Button(t("▶️ I am back"), data("resume", p["patient"]))),
    )


def resumed(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("🌿 Good that you are back. I ask {person} again.", person=p["person"]))


SAYS: tuple[Renderer, ...] = (ask_pause_reason, ask_pause_length, paused, resumed)
