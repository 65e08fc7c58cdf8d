"""The keys below the input field, and sentences that belong to no feature."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech

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


def welcome(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Welcome, {name}! 🌿 You are not alone, we are with you.", name=p["name"])
        + "\n"
        + t("Tap below, or write to me any time."),
        keys=keys(t),
    )


def home(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("What would you like to do?"), keys=keys(t))


def language_changed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. From now on I speak this language."), keys=keys(t))


def confirm_stop(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Shall I stop everything? No reminders, no questions any more."),
        column(
            Button(t("✋ Yes, stop"), data("stop", "yes")),
            Button(t("↩️ No, go on"), data("stop", "no")),
        ),
    )


def stopped(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "All right, I have stopped. You may come back any time: /start\n"
            "In danger call {ambulance}.",
            ambulance=p["ambulance"],
        )
    )


def not_stopped(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Good, we go on together."))


def not_understood(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("I did not understand. To give a count, write only the number, like 12."),
        keys=keys(t),
    )


def cannot_read(t: Translator, _p: Mapping[str, Any]) -> Speech:
    """A sticker, a photo, a voice where none was asked for."""
    return Speech(
        t("I can read only words and numbers. In trouble tap 🆘 below."),
        keys=keys(t),
    )


def ask_phone(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("May the clinic ring {person} at {phone}?", person=p["person"], phone=p["phone"]),
        column(
            Button(t("✅ Yes, they may"), data("save_phone", "yes", p["phone"])),
            Button(t("❌ No"), data("save_phone", "no")),
            Button(t("🆘 Help"), data("help")),
        ),
        protect=True,
    )


def phone_saved(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 The clinic has the number now."))


def phone_not_saved(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. I keep no number."))


def phone_unclear(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That is no phone number that I know. It has ten digits, like 9876543210."))


def old_button(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That button is old. Please use the keys below."), keys=keys(t))


def update_failed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("I could not read that. A person at the clinic will look at it.")
        + "\n"
        + t("In danger call 108 now.")
    )


SAYS: tuple[Renderer, ...] = (
    welcome,
    home,
    language_changed,
    confirm_stop,
    stopped,
    not_stopped,
    not_understood,
    cannot_read,
    ask_phone,
    phone_saved,
    phone_not_saved,
    phone_unclear,
    old_button,
    update_failed,
)
