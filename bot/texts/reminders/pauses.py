"""Pauses: nothing is asked, but danger signs are still answered."""

from datetime import date
from typing import Literal

from bot.i18n import Translator, _
from bot.i18n.words import day_words
from bot.keyboards import Button, Rows, column
from bot.keyboards.reminders import ChoosePause, EndPause, OwnPauseReason
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

REASONS: dict[OwnPauseReason, str] = {
    "travel": _("🧳 On a journey"),
    "hospital": _("🏥 In hospital"),
    "mourning": _("🕯 Mourning"),
    "festival": _("🎉 Festival"),
    "harvest": _("🌾 Harvest"),
    "asked": _("🌙 I need a rest"),
}
WEEKS: dict[Literal[0, 1, 2, 4], str] = {
    1: _("1 week"),
    2: _("2 weeks"),
    4: _("4 weeks"),
    0: _("Until I say so"),
}


@sentence
def ask_pause_reason(t: Translator, *, patient: int, person: str) -> Speech:
    choices = [Button(t(label), ChoosePause(patient, reason)) for reason, label in REASONS.items()]
    return Speech(t("{person}: why a pause?", person=person), pairs(choices))


@sentence
def ask_pause_length(t: Translator, *, patient: int, reason: OwnPauseReason) -> Speech:
    choices = [
        Button(t(label), ChoosePause(patient, reason, weeks)) for weeks, label in WEEKS.items()
    ]
    return Speech(t("For how long shall I ask nothing?"), pairs(choices))


def pairs(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


@sentence
def paused(t: Translator, *, patient: int, person: str, until: date | None) -> Speech:
    """`until`: the last day; None if it lasts until the person ends it."""
    if until is None:
        first = t("All right. I ask {person} nothing for now.", person=person)
    else:
        day = day_words(until, t)
        first = t("All right. I ask {person} nothing until {day}.", person=person, day=day)
    return Speech(
        first + "\n" + t("In trouble write or tap 🆘, I listen always."),
        column(Button(t("▶️ I am back"), EndPause(patient))),
    )


@sentence
def resumed(t: Translator, *, person: str) -> Speech:
    return Speech(t("🌿 Good that you are back. I ask {person} again.", person=person))
