"""Phrases and buttons that several sentences about stories share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.schedule import KOLKATA
from bot.i18n import Translator, _
from bot.i18n.words import clock_words, day_words
from bot.keyboards import Button, column, data
from bot.texts.speech import Speech

AUDIENCES = {
    "group": _("👥 My group"),
    "same_illness": _("🏘 Others with this illness"),
    "outside": _("🌍 Anybody else"),
}
HEARD_BY = {
    "group": _("👥 Your group may hear it."),
    "same_illness": _("🏘 Other groups with this illness may hear it."),
    "outside": _("🌍 Anybody may hear it."),
}
HEARD_BY_NOBODY = _("🔒 Only you see it, nobody else.")
LANGUAGES = {"hi": _("Hindi"), "hne": _("Chhattisgarhi"), "en": _("English")}


def speech(text: str, *buttons: Button, protect: bool = False) -> Speech:
    return Speech(text, column(*buttons), protect=protect)


def help_button(t: Translator) -> Button:
    return Button(t("🆘 Help"), data("help"))


def discard_button(t: Translator) -> Button:
    return Button(t("❌ Leave it"), data("story_discard"))


def heard_by(t: Translator, layers: list[str]) -> str:
    return "\n".join(t(HEARD_BY[each]) for each in HEARD_BY if each in layers) or t(HEARD_BY_NOBODY)


def teller_line(t: Translator, head: Mapping[str, Any]) -> str:
    """Who tells it; also the voice and the language if they are not the expected ones."""
    if head["name"]:
        lines = [t("📖 <b>{name}</b> tells:", name=head["name"])]
    elif head["other_group"]:
        lines = [t("📖 A companion from another group tells:")]
    else:
        lines = [t("📖 A companion from this group tells:")]
    if head["retold"]:
        lines.append(t("🎙 A leader says it in their own voice."))
    if head["language"]:
        lines.append(f"🗣 {t(LANGUAGES[head['language']])}")
    return "\n".join(lines)


def moment(t: Translator, iso: str) -> dict[str, str]:
    """`date` and `clock` in words, in Indian time."""
    local = datetime.fromisoformat(iso).astimezone(KOLKATA)
    return {"date": day_words(local.date(), t), "clock": clock_words(local.time(), t)}
