"""What will be stored, in words, and what was stored."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech
from bot.texts.treatments.regimen import regimen_words


def confirm(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`action`: start, change or dispense. `already`: a day with the same number recorded."""
    lines = [fill("<b>{name}</b>: {medicine}", name=p["name"], medicine=p["medicine"])]
    if p["action"] != "dispense":
        lines.append(f"💊 {regimen_words(t, p)}")
    if p["spoken"]:
        lines.append(fill("🗣 {spoken}", spoken=p["spoken"]))
    if p["pictured"]:
        lines.append(t("📷 with a picture"))
    if p["dispensed"] != "0":
        lines.append(_dispensed(t, p))
    lines.append(f"📅 {_day(t, p)}")
    if p["already"]:
        day = day_words(p["already"], t)
        lines.append(t("❗ As many are noted for {day} already.", day=day))
    lines.append(t("Right?"))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("✅ Yes, right"), data("treatment_confirm", "yes", p["tag"])),
            Button(t("📅 Another day"), data("treatment_day", "ask", p["tag"])),
            Button(t("❌ No, drop it"), data("treatment_confirm", "no", p["tag"])),
        ),
    )


def _dispensed(t: Translator, p: Mapping[str, Any]) -> str:
    if not p["countable"]:
        return t("💉 given")
    return t("📦 {count} pills given", count=number(p["dispensed"]))


def _day(t: Translator, p: Mapping[str, Any]) -> str:
    day = day_words(p["on"], t)
    if p["action"] == "dispense":
        return t("on {day}", day=day)
    return t("from {day} on", day=day)


def recorded(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`dispensing`: its id, for a correction; None if nothing was dispensed."""
    buttons = [Button(t("➕ Another medicine"), data("treatment"))]
    if p.get("dispensing"):
        buttons.append(Button(t("✏️ Correct the number"), data("refill_correct", p["dispensing"])))
    return Speech(
        t("✅ Recorded: {medicine} for {name}.", medicine=p["medicine"], name=p["name"]),
        column(*buttons),
    )


def confirm_stop(t: Translator, p: Mapping[str, Any]) -> Speech:
    named = fill("{name}: <b>{medicine}</b>", name=p["name"], medicine=p["medicine"])
    return Speech(
        f"{named}, {regimen_words(t, p)}\n"
        + t("Has the doctor stopped it? From today nobody is asked about it."),
        column(
            Button(t("✋ Yes, the doctor stopped it"), data("treatment_stop", "yes", p["tag"])),
            Button(t("↩️ No, go on"), data("treatment_stop", "no", p["tag"])),
        ),
    )


def stopped(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("✅ Stopped: {medicine} for {name}.", medicine=p["medicine"], name=p["name"]))


def nothing_recorded(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Nothing was recorded."), column(Button(t("🔁 Again"), data("treatment"))))


def question_over(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("That question is over. Please begin again."),
        column(Button(t("🔁 Again"), data("treatment"))),
    )


SAYS: tuple[Renderer, ...] = (
    confirm,
    recorded,
    confirm_stop,
    stopped,
    nothing_recorded,
    question_over,
)
