"""The keys below the input field, and sentences that belong to no feature."""

from bot.i18n import Translator, _
from bot.keyboards import Button, column
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.menu import SavePhone
from bot.keyboards.privacy import Stop
from bot.texts.sentences import ask_again, sentence, sentence_with_fallback
from bot.texts.speech import Speech

KEY_LABELS = {
    "count": _("💊 Count pills"),
    "story": _("📖 Stories"),
    "preferences": _("⚙️ More"),
    "help": _("🆘 Help"),
}
"""What each key says, by what it does."""


def keys(t: Translator) -> tuple[tuple[str, ...], ...]:
    """Two rows; the last key is always help."""
    label = {name: t(msgid) for name, msgid in KEY_LABELS.items()}
    return (label["count"], label["story"]), (label["preferences"], label["help"])


@sentence
def welcome(t: Translator, *, name: str) -> Speech:
    return Speech(
        t("Welcome, {name}! 🌿 You are not alone, we are with you.", name=name)
        + "\n"
        + t("Tap below, or write to me any time."),
        keys=keys(t),
    )


@sentence
def home(t: Translator) -> Speech:
    return Speech(t("What would you like to do?"), keys=keys(t))


@sentence
def question_too_old(t: Translator) -> Speech:
    """The question came from another version of Gothiya, and nobody knows any more what it was."""
    return Speech(ask_again(t).text, keys=keys(t))


@sentence
def language_changed(t: Translator) -> Speech:
    return Speech(t("All right. From now on I speak this language."), keys=keys(t))


@sentence
def confirm_stop(t: Translator) -> Speech:
    return Speech(
        t("Shall I stop everything? No reminders, no questions any more."),
        column(
            Button(t("✋ Yes, stop"), Stop("yes")),
            Button(t("↩️ No, go on"), Stop("no")),
        ),
    )


@sentence
def stopped(t: Translator, *, ambulance: str) -> Speech:
    return Speech(
        t(
            "All right, I have stopped. You may come back any time: /start\n"
            "In danger call {ambulance}.",
            ambulance=ambulance,
        )
    )


@sentence
def not_stopped(t: Translator) -> Speech:
    return Speech(t("Good, we go on together."))


@sentence
def not_understood(t: Translator) -> Speech:
    return Speech(
        t("I did not understand. To give a count, write only the number, like 12."),
        keys=keys(t),
    )


@sentence
def cannot_read(t: Translator) -> Speech:
    """A sticker, a photo, a voice where none was asked for."""
    return Speech(
        t("I can read only words and numbers. In trouble tap 🆘 below."),
        keys=keys(t),
    )


@sentence
def ask_phone(t: Translator, *, person: str, phone: str) -> Speech:
    return Speech(
        t("May the clinic ring {person} at {phone}?", person=person, phone=phone),
        column(
            Button(t("✅ Yes, they may"), SavePhone("yes", phone)),
            Button(t("❌ No"), SavePhone("no")),
            Button(t("🆘 Help"), AskForHelp()),
        ),
        protect=True,
    )


@sentence
def phone_saved(t: Translator) -> Speech:
    return Speech(t("🙏 The clinic has the number now."))


@sentence
def phone_not_saved(t: Translator) -> Speech:
    return Speech(t("All right. I keep no number."))


@sentence
def phone_unclear(t: Translator) -> Speech:
    return Speech(t("That is no phone number that I know. It has ten digits, like 9876543210."))


@sentence
def old_button(t: Translator) -> Speech:
    return Speech(t("That button is old. Please use the keys below."), keys=keys(t))


@sentence
def in_private(t: Translator) -> Speech:
    """Over the chat, to who uses in a group what belongs into the private chat."""
    return Speech(t("In our own chat, please."))


def in_danger_call_108(t: Translator) -> Speech:
    return Speech(t("In danger call 108 now."))


@sentence_with_fallback(in_danger_call_108)
def update_failed(t: Translator) -> Speech:
    return Speech(
        t("I could not read that. A person at the clinic will look at it.")
        + "\n"
        + t("In danger call 108 now.")
    )
