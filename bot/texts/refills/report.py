"""A patient or caregiver reports that new medicine was dispensed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.i18n import Translator
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column
from bot.keyboards.pill_counts import StartCount
from bot.keyboards.refills import (
    ChooseRefillMedicine,
    ConfirmRefill,
    CorrectRefill,
    CorrectRefillToNothing,
)
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@dataclass(frozen=True, slots=True)
class RefillOption:
    patient: int
    treatment: int
    label: str


@sentence
def choose_medicine(t: Translator, *, options: Sequence[RefillOption]) -> Speech:
    buttons = [
        Button(f"💊 {one.label}", ChooseRefillMedicine(one.patient, one.treatment))
        for one in options
    ]
    return Speech(t("Which medicine came?"), column(*buttons))


@sentence
def tap_a_button(t: Translator) -> Speech:
    return Speech(t("Please tap one of the buttons above."))


@sentence
def how_many(t: Translator, *, medicine: str) -> Speech:
    return Speech(
        t("How many new pills of {medicine} came?", medicine=medicine)
        + "\n"
        + t("Write the number, like 60.")
    )


@sentence
def unclear(t: Translator, *, medicine: str) -> Speech:
    return Speech(
        t("I could not read a number in that.")
        + "\n"
        + t("{medicine}: write how many came, like 60.", medicine=medicine)
    )


@sentence
def read_back(t: Translator, *, person: str, medicine: str, count: Fraction) -> Speech:
    return Speech(
        t(
            "💊 {person}: <b>{count}</b> new pills of {medicine} came. Right?",
            person=person,
            count=number(count),
            medicine=medicine,
        ),
        column(
            Button(t("✅ Yes, right"), ConfirmRefill("yes")),
            Button(t("🔁 No, again"), ConfirmRefill("again")),
            Button(t("❌ Nothing came"), ConfirmRefill("no")),
        ),
    )


@sentence
def ask_if_more(t: Translator, *, person: str, medicine: str, count: Fraction, day: date) -> Speech:
    """The clinic may have recorded the same pills when it dispensed them."""
    return Speech(
        t(
            "{person}: {count} pills of {medicine} are noted for {day} already.",
            person=person,
            count=number(count),
            medicine=medicine,
            day=day_words(day, t),
        )
        + "\n"
        + t("Have more come since?"),
        column(
            Button(t("💊 Yes, more came"), ConfirmRefill("yes")),
            Button(t("✅ No, those are the same"), ConfirmRefill("no")),
        ),
    )


@sentence
def nothing_changed(t: Translator) -> Speech:
    return Speech(t("All right, nothing was changed."))


@sentence
def noted(
    t: Translator, *, patient: int, person: str, medicine: str, count: Fraction, dispensing: int
) -> Speech:
    return Speech(
        t(
            "🙏 Noted: <b>{count}</b> new pills of {medicine} for {person}.",
            count=number(count),
            medicine=medicine,
            person=person,
        ),
        column(
            Button(t("💊 Count now"), StartCount(patient)),
            Button(t("✏️ Correct the number"), CorrectRefill(dispensing)),
        ),
    )


@sentence
def ask_correction(t: Translator, *, dispensing: int) -> Speech:
    return Speech(
        t("How many came in truth? Write the number, like 60."),
        column(Button(t("❌ Nothing came"), CorrectRefillToNothing(dispensing))),
    )


@sentence
def unclear_correction(t: Translator) -> Speech:
    return Speech(t("I could not read a number in that. Write only the number, like 60."))


@sentence
def corrected(t: Translator, *, medicine: str, count: Fraction, dispensing: int | None) -> Speech:
    """`dispensing` is None if nothing was dispensed at all."""
    if dispensing is None:
        return Speech(t("✅ Taken back: no new {medicine} came.", medicine=medicine))
    return Speech(
        t(
            "✅ Corrected: <b>{count}</b> new pills of {medicine}.",
            count=number(count),
            medicine=medicine,
        ),
        column(Button(t("✏️ Correct the number"), CorrectRefill(dispensing))),
    )


@sentence
def too_late(t: Translator) -> Speech:
    return Speech(t("That can no longer be changed here. Please ask the nurse."))
