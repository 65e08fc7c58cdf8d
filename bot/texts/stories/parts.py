"""What several sentences about stories are made of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.schedule import KOLKATA
from bot.i18n import _
from bot.i18n.words import clock_words, day_words
from bot.keyboards import Button, column, data
from bot.texts.speech import Speech, Translate, fill

LISTENERS = {
    "group": _("👥 My group"),
    "same_illness": _("🏘 Others with this illness"),
    "outside": _("🌍 Anybody else"),
}
HEARD_BY = {
    "group": _("👥 Your group may hear it."),
    "same_illness": _("🏘 Other groups with this illness may hear it."),
    "outside": _("🌍 Anybody may hear it."),
}
KEPT = _("🔒 Only you see it, nobody else.")
LANGUAGES = {"hi": _("Hindi"), "hne": _("Chhattisgarhi"), "en": _("English")}


def said(text: str, *buttons: Button, protect: bool = False) -> Speech:
    return Speech(text, column(*buttons), protect=protect)


def help_button(t: Translate) -> Button:
    return Button(t(_("🆘 Help")), data("help"))


def leave_button(t: Translate) -> Button:
    return Button(t(_("❌ Leave it")), data("story_leave"))


def heard_by(t: Translate, layers: list[str]) -> str:
    return "\n".join(t(HEARD_BY[each]) for each in HEARD_BY if each in layers) or t(KEPT)


def teller(t: Translate, head: Mapping[str, Any]) -> str:
    """Who tells it; with whose voice and in which language, where that is not as expected."""
    if head["name"]:
        lines = [fill(t(_("📖 <b>{name}</b> tells:")), name=head["name"])]
    elif head["afar"]:
        lines = [t(_("📖 A companion from another group tells:"))]
    else:
        lines = [t(_("📖 A companion from this group tells:"))]
    if head["retold"]:
        lines.append(t(_("🎙 A leader says it in their own voice.")))
    if head["language"]:
        lines.append(f"🗣 {t(LANGUAGES[head['language']])}")
    return "\n".join(lines)


def moment(t: Translate, iso: str) -> dict[str, str]:
    """`date` and `clock` in words, as the wall in Chhattisgarh shows them."""
    local = datetime.fromisoformat(iso).astimezone(KOLKATA)
    return {"date": day_words(local.date(), t), "clock": clock_words(local.time(), t)}
