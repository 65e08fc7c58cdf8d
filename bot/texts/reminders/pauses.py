"""Away for a while: nothing is asked, danger is heard all the same."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.i18n.words import day_words
from bot.keyboards import Button, Rows, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill

REASONS = {
    "travel": _("🧳 On a journey"),
    "hospital": _("🏥 In hospital"),
    "mourning": _("🕯 Mourning"),
    "festival": _("🎉 Festival"),
    "harvest": _("🌾 Harvest"),
    "asked": _("🌙 I need a rest"),
}
WEEKS = {1: _("1 week"), 2: _("2 weeks"), 4: _("4 weeks"), 0: _("Until I say so")}


def why(t: Translate, p: Mapping[str, Any]) -> Speech:
    choices = [
        Button(t(label), data("away", p["patient"], reason)) for reason, label in REASONS.items()
    ]
    return Speech(fill(t(_("{person}: why a pause?")), person=p["person"]), pairs(choices))


def how_long(t: Translate, p: Mapping[str, Any]) -> Speech:
    choices = [
        Button(t(label), data("away", p["patient"], p["reason"], weeks))
        for weeks, label in WEEKS.items()
    ]
    return Speech(t(_("For how long shall I ask nothing?")), pairs(choices))


def pairs(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def paused(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`until`: the last day; None: until the person says so."""
    if p["until"] is None:
        first = fill(t(_("All right. I ask {person} nothing for now.")), person=p["person"])
    else:
        first = fill(
            t(_("All right. I ask {person} nothing until {day}.")),
            person=p["person"],
            day=day_words(p["until"], t),
        )
    return Speech(
        first + "\n" + t(_("In trouble write or tap 🆘, I listen always.")),
        column(Button(t(_("▶️ I am back")), data("back", p["patient"]))),
    )


def back(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🌿 Good that you are back. I ask {person} again.")), person=p["person"])
    )


SAYS: tuple[Renderer, ...] = (why, how_long, paused, back)
