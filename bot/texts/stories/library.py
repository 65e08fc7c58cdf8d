"""The library: the kinds of shelves, the shelves, and what is said if they are empty."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _
from bot.keyboards import Button, data
from bot.texts.speech import Renderer, Speech
from bot.texts.stories.phrases import LANGUAGES, help_button, speech

THEMES = {
    "warning": _("⚠️ I took it lightly"),
    "courage": _("💪 From fear to courage"),
    "daily": _("🌿 What helps every day"),
    "together": _("🤝 Who stood by me"),
    "rights": _("✊ We asked together"),
}
ILLNESSES = {
    "diabetes": _("Sugar"),
    "hypertension": _("Blood pressure"),
    "sickle_cell": _("Sickle cell"),
    "epilepsy": _("Fits"),
    "mental_health": _("Heart and mind"),
    "tuberculosis": _("TB"),
    "rheumatic_heart": _("Heart illness"),
    "alcohol": _("Leaving drink"),
}
SHELVES = {"theme": THEMES, "illness": ILLNESSES, "language": LANGUAGES}


def library(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return speech(
        t("🎧 What would you like to hear?"),
        Button(t("✨ The newest"), data("story_hear", "all", "")),
        Button(t("🏷 What it is about"), data("story_shelf", "theme")),
        Button(t("💊 For which illness"), data("story_shelf", "illness")),
        Button(t("🗣 In which language"), data("story_shelf", "language")),
        help_button(t),
    )


def ask_shelf(t: Translator, p: Mapping[str, Any]) -> Speech:
    names = SHELVES[p["shelf"]]
    values = [
        Button(t(names[value]), data("story_hear", p["shelf"], value))
        for value in p["values"]
        if value in names
    ]
    return speech(t("🎧 Which ones?"), *values, help_button(t))


def nothing_to_hear(t: Translator, _p: Mapping[str, Any]) -> Speech:
    tell = Button(t("🗣 Tell my story"), data("story_new"))
    return speech(t("There is no story to hear here yet."), tell, help_button(t))


SAYS: tuple[Renderer, ...] = (library, ask_shelf, nothing_to_hear)
