"""Which medicines the clinic has run out of."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def choose_medicine(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = [
        Button(f"{'❌' if lacking else '✅'} {name}", data("stock_of", id_))
        for id_, name, lacking in p["medicines"]
    ]
    lines = [t(_("Tap what has run out ✅, or has come back ❌."))]
    if p["more"]:
        lines.append(t(_("Write a part of the name to see others.")))
    return Speech("\n".join(lines), column(*buttons))


def ask_in_stock(t: Translate, p: Mapping[str, Any]) -> Speech:
    if p["lacking"]:
        asked = t(_("{medicine} is marked as finished. Is it here again?"))
        button = Button(t(_("✅ It is here again")), data("stock_is", p["id"], "in"))
    else:
        asked = t(_("Has the clinic no {medicine} left?"))
        button = Button(t(_("❌ None is left")), data("stock_is", p["id"], "out"))
    back = Button(t(_("↩️ Back")), data("stock"))
    return Speech(fill(asked, medicine=p["medicine"]), column(button, back))


def out_of_stock(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("❌ Noted: no {medicine} at the clinic.")), medicine=p["medicine"])
        + "\n"
        + t(_("Patients are told to ask before they travel.")),
        column(Button(t(_("↩️ Back")), data("stock"))),
    )


def in_stock(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("✅ Noted: {medicine} is here again.")), medicine=p["medicine"]),
        column(Button(t(_("↩️ Back")), data("stock"))),
    )


def no_medicines(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("No medicine is recorded yet.")),
        column(Button(t(_("💊 Record a medicine")), data("treatment"))),
    )


def no_such_medicine(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("No medicine of that name. Write another part, like metf.")))


def question_over(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("That question is over. Please begin again.")),
        column(Button(t(_("🔁 Again")), data("stock"))),
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
