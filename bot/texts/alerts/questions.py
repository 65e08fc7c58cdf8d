"""Safety questions, asked in private. If they are not answered the clinic is alerted."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech


def ask_danger_now(t: Translator, p: Mapping[str, Any]) -> Speech:
    question = (
        t("💛 Do you feel like that now?")
        if "suicide" in p.get("signs", ())
        else t("Is it happening now?")
    )
    return Speech(
        f"<b>{question}</b>\n" + t("In danger call {ambulance}.", ambulance=p["ambulance"]),
        column(
            Button(t("🚨 Yes, now"), data("danger_now", "yes")),
            Button(t("👥 To somebody else"), data("danger_now", "other")),
            Button(t("🌿 No"), data("danger_now", "no")),
        ),
        protect=True,
    )


def ask_help(t: Translator, _p: Mapping[str, Any]) -> Speech:
    question = t("What do you need?")
    return Speech(
        f"<b>{question}</b>",
        column(
            Button(t("🆘 I am in danger now"), data("help", "now")),
            Button(t("📞 Somebody please call me"), data("help", "call")),
            Button(t("↩️ Tapped by mistake"), data("help", "mistake")),
        ),
    )


def ask_urgent(t: Translator, _p: Mapping[str, Any]) -> Speech:
    """After a voice message, photo or location that the bot did not ask for."""
    question = t("Is it urgent?")
    return Speech(
        t("I cannot understand this by myself. A person at the clinic will ask you.")
        + f"\n<b>{question}</b>",
        column(
            Button(t("🚨 Yes, now"), data("urgent", "yes")),
            Button(t("🌿 No"), data("urgent", "no")),
        ),
    )


SAYS: tuple[Renderer, ...] = (ask_danger_now, ask_help, ask_urgent)
