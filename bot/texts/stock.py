"""Which medicines the clinic has run out of."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, fill
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech


def choose_medicine(t: Translator, p: Mapping[str, Any]) -> Speech:
    buttons = [
        Button(f"{'❌' if lacking else '✅'} {name}", data("stock_of", id_))
        for id_, name, lacking in p["medicines"]
    ]
    lines = [t("Tap what has run out ✅, or has come back ❌.")]
    if p["more"]:
        lines.append(t("Write a part of the name to see others."))
    return Speech("\n".join(lines), column(*buttons))


def ask_in_stock(t: Translator, p: Mapping[str, Any]) -> Speech:
    if p["lacking"]:
        asked = t("{medicine} is marked as finished. Is it here again?")
        button = Button(t("✅ It is here again"), data("stock_is", p["id"], "in"))
    else:
        asked = t("Has the clinic no {medicine} left?")
        button = Button(t("❌ None is left"), data("stock_is", p["id"], "out"))
    back = Button(t("↩️ Back"), data("stock"))
    return Speech(fill(asked, medicine=p["medicine"]), column(button, back))


def out_of_stock(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("❌ Noted: no {medicine} at the clinic.", medicine=p["medicine"])
        + "\n"
        + t("Patients are told to ask before they travel."),
        column(Button(t("↩️ Back"), data("stock"))),
    )


def in_stock(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("✅ Noted: {medicine} is here again.", medicine=p["medicine"]),
        column(Button(t("↩️ Back"), data("stock"))),
    )


def no_medicines(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("No medicine is recorded yet."),
        column(Button(t("💊 Record a medicine"), data("treatment"))),
    )


def no_such_medicine(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("No medicine of that name. Write another part, like metf."))


def question_over(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("That question is over. Please begin again."),
        column(Button(t("🔁 Again"), data("stock"))),
    )


SAYS: tuple[Renderer, ...] = (
    choose_medicine,
    ask_in_stock,
    out_of_stock,
    in_stock,
    no_medicines,
    no_such_medicine,
    question_over,
)
