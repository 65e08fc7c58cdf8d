"""The library: the kinds of shelves, the shelves, and what is said if they are empty."""

from collections.abc import Sequence

from bot.i18n import Translator, _
from bot.keyboards import Button
from bot.keyboards.stories import ChooseShelf, HearStory, Shelf, StartStory
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.stories.phrases import LANGUAGES, help_button, speech
from db.enums import Programme, StoryTheme

THEMES: dict[str, str] = {
    StoryTheme.WARNING: _("⚠️ I took it lightly"),
    StoryTheme.COURAGE: _("💪 From fear to courage"),
    StoryTheme.DAILY: _("🌿 What helps every day"),
    StoryTheme.TOGETHER: _("🤝 Who stood by me"),
    StoryTheme.RIGHTS: _("✊ We asked together"),
}
ILLNESSES: dict[str, str] = {
    Programme.DIABETES: _("Sugar"),
    Programme.HYPERTENSION: _("Blood pressure"),
    Programme.SICKLE_CELL: _("Sickle cell"),
    Programme.EPILEPSY: _("Fits"),
    Programme.MENTAL_HEALTH: _("Heart and mind"),
    Programme.TUBERCULOSIS: _("TB"),
    Programme.RHEUMATIC_HEART: _("Heart illness"),
    Programme.ALCOHOL: _("Leaving drink"),
}
SHELVES: dict[Shelf, dict[str, str]] = {
    "theme": THEMES,
    "illness": ILLNESSES,
    "language": LANGUAGES,
}


@sentence
def library(t: Translator) -> Speech:
    return speech(
        t("🎧 What would you like to hear?"),
        Button(t("✨ The newest"), HearStory("all", None)),
        Button(t("🏷 What it is about"), ChooseShelf("theme")),
        Button(t("💊 For which illness"), ChooseShelf("illness")),
        Button(t("🗣 In which language"), ChooseShelf("language")),
        help_button(t),
    )


@sentence
def ask_shelf(t: Translator, *, shelf: Shelf, values: Sequence[str]) -> Speech:
    """`values`: themes, programmes or languages; one without a name is not offered."""
    names = SHELVES[shelf]
    buttons = [
        Button(t(names[value]), HearStory(shelf, value)) for value in values if value in names
    ]
    return speech(t("🎧 Which ones?"), *buttons, help_button(t))


@sentence
def nothing_to_hear(t: Translator) -> Speech:
    tell = Button(t("🗣 Tell my story"), StartStory())
    return speech(t("There is no story to hear here yet."), tell, help_button(t))
