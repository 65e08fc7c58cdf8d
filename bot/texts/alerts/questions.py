"""Safety questions, asked in private. If they are not answered the clinic is alerted."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def ask_danger_now(t: Translate, p: Mapping[str, Any]) -> Speech:
    question = (
        t(_("💛 Do you feel like that now?"))
        if "suicide" in p.get("signs", ())
        else t(_("Is it happening now?"))
    )
    return Speech(
        f"<b>{question}</b>\n"
        + fill(t(_("In danger call {ambulance}.")), ambulance=p["ambulance"]),
        column(
            Button(t(_("🚨 Yes, now")), data("danger_now", "yes")),
            Button(t(_("👥 To somebody else")), data("danger_now", "other")),
            Button(t(_("🌿 No")), data("danger_now", "no")),
        ),
        protect=True,
    )


def ask_help(t: Translate, _p: Mapping[str, Any]) -> Speech:
    question = t(_("What do you need?"))
    return Speech(
        f"<b>{question}</b>",
        column(
            Button(t(_("🆘 I am in danger now")), data("help", "now")),
            Button(t(_("📞 Somebody please call me")), data("help", "call")),
            Button(t(_("↩️ Tapped by mistake")), data("help", "mistake")),
        ),
    )


def ask_urgent(t: Translate, _p: Mapping[str, Any]) -> Speech:
    """After a voice message, photo or location that the bot did not ask for."""
    question = t(_("Is it urgent?"))
    return Speech(
        t(_("I cannot understand this by myself. A person at the clinic will ask you."))
        + f"\n<b>{question}</b>",
        column(
            Button(t(_("🚨 Yes, now")), data("urgent", "yes")),
            Button(t(_("🌿 No")), data("urgent", "no")),
        ),
    )


SAYS: tuple[Renderer, ...] = (ask_danger_now, ask_help, ask_urgent)
