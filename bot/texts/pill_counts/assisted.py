"""Assisted counts: what the person who needs help reads, and the card that helpers see."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.i18n.words import number
from bot.keyboards import Button, column, data
from bot.texts.pill_counts.count import enough_until
from bot.texts.speech import Renderer, Speech


def assisted_requested(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the person. `leader`: a leader could help but is not allowed yet; `next`: there is another
    medicine to count.
    """
    voice = p["media"] == "voice"
    got = t("🎤 I have your voice.") if voice else t("📷 I have your photo.")
    lines = [
        got,
        t(
            "{person}, {medicine}: a person at the clinic will count.",
            person=p["person"],
            medicine=p["medicine"],
        ),
    ]
    buttons = []
    if voice:
        urgent = t("Is it urgent? Then tap 🚨.")
        lines.append(f"<b>{urgent}</b>")
        buttons.append(Button(t("🚨 Yes, now"), data("urgent", "yes")))
    if p["leader"]:
        buttons.append(
            Button(t("👥 Our leader may help, too"), data("assisted_leader", p["treatment"]))
        )
    if p["next"]:
        buttons.append(Button(t("➡️ Next medicine"), data("count_skip", p["treatment"])))
    return Speech("\n".join(lines), column(*buttons, Button(t("🆘 Help"), data("help"))))


def assisted_leader_allowed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("All right. Your group's leader may help to count from now on.")
        + "\n"
        + t("You can end that in ⚙️ More.")
    )


def assisted_counted(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [
        t(
            "🙏 {by} counted. {person}, {medicine}: <b>{count}</b> left.",
            by=p["by"],
            person=p["person"],
            medicine=p["medicine"],
            count=number(p["count"]),
        )
    ]
    if p["days"] is not None:
        lines.append(enough_until(t, p["days"], p["runs_out"]))
    return Speech(
        "\n".join(lines), column(Button(t("✏️ Correct"), data("count_fix", p["treatment"])))
    )


def assisted_no_number(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "{person}, {medicine}: we could not make out the number.",
            person=p["person"],
            medicine=p["medicine"],
        )
        + "\n"
        + t("Please write it, like 12, or send it once more."),
        column(
            Button(t("💊 Count now"), data("count_start", p["patient"])),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def assisted_card(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To helpers. `end` says how the request ended, `by` who ended it; without `end` it is open."""
    lines = [
        t(
            "{person} asks: how many pills of {medicine} are these?",
            person=p["person"],
            medicine=p["medicine"],
        )
    ]
    voice, photo = p.get("voice"), p.get("photo")
    if p.get("end"):
        lines.append(_ended(t, p))
        return Speech("\n".join(lines), voice=voice, photo=photo, protect=True)
    buttons = [
        Button(t("🔢 Enter the count"), data("assisted_enter", p["id"])),
        Button(t("🤷 No number in it"), data("assisted_none", p["id"])),
    ]
    if voice:
        buttons.append(Button(t("🚨 A cry for help"), data("assisted_cry", p["id"])))
    return Speech("\n".join(lines), column(*buttons), voice=voice, photo=photo, protect=True)


def _ended(t: Translator, p: Mapping[str, Any]) -> str:
    if p["end"] == "counted_own":
        return t("✅ They have counted themselves.")
    if p["end"] == "cry":
        return t("🚨 {by} has called for help.", by=p["by"])
    return t("✅ {by} has done it.", by=p["by"])


def assisted_number_please(t: Translator, _p: Mapping[str, Any]) -> Speech:
    """To a helper who answers with a voice or photo instead of a number."""
    return Speech(t("Please write the number, like 12."))


def assisted_thanks(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "🙏 Thank you for helping. {person}, {medicine}: <b>{count}</b>.",
            person=p["person"],
            medicine=p["medicine"],
            count=number(p["count"]),
        )
    )


def assisted_already_ended(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "{person}, {medicine}: somebody was faster. Thank you!",
            person=p["person"],
            medicine=p["medicine"],
        )
    )


def assisted_asking_person(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. I ask {person} for the number.", person=p["person"]))


def assisted_clinic_alerted(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("🚨 I told the clinic. Please stay with {person}.", person=p["person"]))


def assisted_not_allowed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That is not for you to answer. Thank you all the same."))


SAYS: tuple[Renderer, ...] = (
    assisted_requested,
    assisted_leader_allowed,
    assisted_counted,
    assisted_no_number,
    assisted_card,
    assisted_number_please,
    assisted_thanks,
    assisted_already_ended,
    assisted_asking_person,
    assisted_clinic_alerted,
    assisted_not_allowed,
)
