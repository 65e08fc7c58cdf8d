"""Which medicines the clinic has run out of."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator, _
from bot.keyboards import Button, column
from bot.keyboards.stock import ChooseStockMedicine, MarkStock, StartStock
from bot.keyboards.treatments import StartMedicineEntry
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@dataclass(frozen=True, slots=True)
class StockedMedicine:
    id: int
    name: str
    out_of_stock: bool


@sentence
def choose_medicine(t: Translator, *, medicines: Sequence[StockedMedicine], more: bool) -> Speech:
    """`more`: there are others, which a part of their name finds."""
    buttons = [
        Button(f"{'❌' if one.out_of_stock else '✅'} {one.name}", ChooseStockMedicine(one.id))
        for one in medicines
    ]
    lines = [t("Tap what has run out ✅, or has come back ❌.")]
    if more:
        lines.append(t("Write a part of the name to see others."))
    return Speech("\n".join(lines), column(*buttons))


@sentence
def ask_in_stock(t: Translator, *, id: int, medicine: str, out_of_stock: bool) -> Speech:
    if out_of_stock:
        asked = _("{medicine} is marked as finished. Is it here again?")
        button = Button(t("✅ It is here again"), MarkStock(id, "in"))
    else:
        asked = _("Has the clinic no {medicine} left?")
        button = Button(t("❌ None is left"), MarkStock(id, "out"))
    back = Button(t("↩️ Back"), StartStock())
    return Speech(t(asked, medicine=medicine), column(button, back))


@sentence
def out_of_stock(t: Translator, *, medicine: str) -> Speech:
    return Speech(
        t("❌ Noted: no {medicine} at the clinic.", medicine=medicine)
        + "\n"
        + t("Patients are told to ask before they travel."),
        column(Button(t("↩️ Back"), StartStock())),
    )


@sentence
def in_stock(t: Translator, *, medicine: str) -> Speech:
    return Speech(
        t("✅ Noted: {medicine} is here again.", medicine=medicine),
        column(Button(t("↩️ Back"), StartStock())),
    )


@sentence
def no_medicines(t: Translator) -> Speech:
    return Speech(
        t("No medicine is recorded yet."),
        column(Button(t("💊 Record a medicine"), StartMedicineEntry())),
    )


@sentence
def no_such_medicine(t: Translator) -> Speech:
    return Speech(t("No medicine of that name. Write another part, like metf."))
