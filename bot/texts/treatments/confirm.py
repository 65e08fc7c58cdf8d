"""What will be stored, in words, and what was stored."""

from datetime import date
from fractions import Fraction

from bot.domain.treatments.prescription import Prescription
from bot.i18n import Translator, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column
from bot.keyboards.refills import CorrectRefill
from bot.keyboards.treatments import (
    ChooseTreatmentDay,
    ConfirmMedicineEntry,
    ConfirmTreatmentStop,
    StartMedicineEntry,
)
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.treatments.ask import Action
from bot.texts.treatments.regimen import regimen_words


@sentence
def confirm(
    t: Translator,
    *,
    name: str,
    medicine: str,
    action: Action,
    taken: Prescription,
    countable: bool,
    spoken: str | None,
    pictured: bool,
    dispensed: Fraction,
    on: date,
    already: date | None,
    tag: str,
) -> Speech:
    """`already`: a day with the same number recorded."""
    lines = [fill("<b>{name}</b>: {medicine}", name=name, medicine=medicine)]
    if action != "dispense":
        lines.append(f"💊 {regimen_words(t, taken, countable=countable)}")
    if spoken:
        lines.append(fill("🗣 {spoken}", spoken=spoken))
    if pictured:
        lines.append(t("📷 with a picture"))
    if dispensed:
        lines.append(_dispensed(t, dispensed, countable))
    lines.append(f"📅 {_day(t, on, action)}")
    if already:
        day = day_words(already, t)
        lines.append(t("❗ As many are noted for {day} already.", day=day))
    lines.append(t("Right?"))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("✅ Yes, right"), ConfirmMedicineEntry("yes", tag)),
            Button(t("📅 Another day"), ChooseTreatmentDay("ask", tag)),
            Button(t("❌ No, drop it"), ConfirmMedicineEntry("no", tag)),
        ),
    )


def _dispensed(t: Translator, quantity: Fraction, countable: bool) -> str:
    if not countable:
        return t("💉 given")
    return t("📦 {count} pills given", count=number(quantity))


def _day(t: Translator, on: date, action: Action) -> str:
    day = day_words(on, t)
    if action == "dispense":
        return t("on {day}", day=day)
    return t("from {day} on", day=day)


@sentence
def recorded(t: Translator, *, name: str, medicine: str, dispensing: int | None) -> Speech:
    """`dispensing`: its id, for a correction; None if nothing was dispensed."""
    buttons = [Button(t("➕ Another medicine"), StartMedicineEntry())]
    if dispensing:
        buttons.append(Button(t("✏️ Correct the number"), CorrectRefill(dispensing)))
    return Speech(
        t("✅ Recorded: {medicine} for {name}.", medicine=medicine, name=name), column(*buttons)
    )


@sentence
def confirm_stop(
    t: Translator, *, name: str, medicine: str, taken: Prescription, countable: bool, tag: str
) -> Speech:
    named = fill("{name}: <b>{medicine}</b>", name=name, medicine=medicine)
    return Speech(
        f"{named}, {regimen_words(t, taken, countable=countable)}\n"
        + t("Has the doctor stopped it? From today nobody is asked about it."),
        column(
            Button(t("✋ Yes, the doctor stopped it"), ConfirmTreatmentStop("yes", tag)),
            Button(t("↩️ No, go on"), ConfirmTreatmentStop("no", tag)),
        ),
    )


@sentence
def stopped(t: Translator, *, name: str, medicine: str) -> Speech:
    return Speech(t("✅ Stopped: {medicine} for {name}.", medicine=medicine, name=name))


@sentence
def nothing_recorded(t: Translator) -> Speech:
    return Speech(t("Nothing was recorded."), column(Button(t("🔁 Again"), StartMedicineEntry())))


@sentence
def question_over(t: Translator) -> Speech:
    return Speech(
        t("That question is over. Please begin again."),
        column(Button(t("🔁 Again"), StartMedicineEntry())),
    )
