"""Phrases and buttons that several sentences about stories share."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.schedule import local_day, local_time
from bot.i18n import Translator, _
from bot.i18n.words import clock_words, day_words
from bot.keyboards import Button, column
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.stories import DiscardStory
from bot.texts.speech import Speech
from db.enums import Language, StoryAudience

AUDIENCES = {
    StoryAudience.GROUP: _("👥 My group"),
    StoryAudience.SAME_ILLNESS: _("🏘 Others with this illness"),
    StoryAudience.OUTSIDE: _("🌍 Anybody else"),
}
HEARD_BY = {
    StoryAudience.GROUP: _("👥 Your group may hear it."),
    StoryAudience.SAME_ILLNESS: _("🏘 Other groups with this illness may hear it."),
    StoryAudience.OUTSIDE: _("🌍 Anybody may hear it."),
}
HEARD_BY_NOBODY = _("🔒 Only you see it, nobody else.")
LANGUAGES: dict[str, str] = {
    Language.HINDI: _("Hindi"),
    Language.CHHATTISGARHI: _("Chhattisgarhi"),
    Language.ENGLISH: _("English"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a story."""

    name: str | None
    """None if the teller wants no name to be shown."""
    other_group: bool = False
    language: Language | None = None
    """None if it is the language that the group expects."""
    retold: bool = False
    """Whether a leader says it in their own voice."""


def speech(text: str, *buttons: Button, protect: bool = False) -> Speech:
    return Speech(text, column(*buttons), protect=protect)


def help_button(t: Translator) -> Button:
    return Button(t("🆘 Help"), AskForHelp())


def discard_button(t: Translator) -> Button:
    return Button(t("❌ Leave it"), DiscardStory())


def heard_by(t: Translator, layers: Collection[StoryAudience]) -> str:
    return "\n".join(t(HEARD_BY[each]) for each in HEARD_BY if each in layers) or t(HEARD_BY_NOBODY)


def teller_line(t: Translator, head: Heading) -> str:
    """Who tells it; also the voice and the language if they are not the expected ones."""
    if head.name:
        lines = [t("📖 <b>{name}</b> tells:", name=head.name)]
    elif head.other_group:
        lines = [t("📖 A companion from another group tells:")]
    else:
        lines = [t("📖 A companion from this group tells:")]
    if head.retold:
        lines.append(t("🎙 A leader says it in their own voice."))
    if head.language:
        lines.append(f"🗣 {t(LANGUAGES[head.language])}")
    return "\n".join(lines)


def date_of(at: datetime, t: Translator) -> str:
    """The day in Indian time."""
    return day_words(local_day(at), t)


def clock_of(at: datetime, t: Translator) -> str:
    """The time of day in Indian time."""
    return clock_words(local_time(at), t)
