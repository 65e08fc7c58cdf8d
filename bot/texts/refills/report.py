"""A patient or caregiver reports that new medicine was dispensed."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech


def choose_medicine(t: Translator, p: Mapping[str, Any]) -> Speech:
    options = [
        Button(f"💊 {label}", data("refill_medicine", patient, treatment))
        for patient, treatment, label in p["options"]
    ]
    return Speech(t("Which medicine came?"), column(*options))


def tap_a_button(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Please tap one of the buttons above."))


def how_many(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("How many new pills of {medicine} came?", medicine=p["medicine"])
        + "\n"
        + t("Write the number, like 60.")
    )


def unclear(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("I could not read a number in that.")
        + "\n"
        + t("{medicine}: write how many came, like 60.", medicine=p["medicine"])
    )


def read_back(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "💊 {person}: <b>{count}</b> new pills of {medicine} came. Right?",
            person=p["person"],
            count=number(p["count"]),
            medicine=p["medicine"],
        ),
        column(
            Button(t("✅ Yes, right"), data("refill_confirm", "yes")),
            Button(t("🔁 No, again"), data("refill_confirm", "again")),
            Button(t("❌ Nothing came"), data("refill_confirm", "no")),
        ),
    )


def ask_if_more(t: Translator, p: Mapping[str, Any]) -> Speech:
    """The clinic may have recorded the same pills when it dispensed them."""
    return Speech(
        t(
            "{person}: {count} pills of {medicine} are noted for {day} already.",
            person=p["person"],
            count=number(p["count"]),
            medicine=p["medicine"],
            day=day_words(p["day"], t),
        )
        + "\n"
        + t("Have more come since?"),
        column(
            Button(t("💊 Yes, more came"), data("refill_confirm", "yes")),
            Button(t("✅ No, those are the same"), data("refill_confirm", "no")),
        ),
    )


def nothing_changed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right, nothing was changed."))


def noted(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "🙏 Noted: <b>{count}</b> new pills of {medicine} for {person}.",
            count=number(p["count"]),
            medicine=p["medicine"],
            person=p["person"],
        ),
        column(
            Button(t("💊 Count now"), data("count_start", p["patient"])),
            Button(t("✏️ Correct the number"), data("refill_correct", p["dispensing"])),
        ),
    )


def ask_correction(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("How many came in truth? Write the number, like 60."),
        column(Button(t("❌ Nothing came"), data("refill_none", p["dispensing"]))),
    )


def unclear_correction(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("I could not read a number in that. Write only the number, like 60."))


def corrected(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`dispensing` is None if nothing was dispensed at all."""
    if p["dispensing"] is None:
        taken_back = t("✅ Taken back: no new {medicine} came.")
        return Speech(fill(taken_back, medicine=p["medicine"]))
    return Speech(
        t(
            "✅ Corrected: <b>{count}</b> new pills of {medicine}.",
            count=number(p["count"]),
            medicine=p["medicine"],
        ),
        column(Button(t("✏️ Correct the number"), data("refill_correct", p["dispensing"]))),
    )


def too_late(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That can no longer be changed here. Please ask the nurse."))


SAYS: tuple[Renderer, ...] = (
    choose_medicine,
    tap_a_button,
    how_many,
    unclear,
    read_back,
    ask_if_more,
    nothing_changed,
    noted,
    ask_correction,
    unclear_correction,
    corrected,
    too_late,
)
