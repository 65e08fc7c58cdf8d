"""A patient or caregiver reports that new medicine was dispensed."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def choose_medicine(t: Translate, p: Mapping[str, Any]) -> Speech:
    options = [
        Button(f"💊 {label}", data("refill_medicine", patient, treatment))
        for patient, treatment, label in p["options"]
    ]
    return Speech(t(_("Which medicine came?")), column(*options))


def tap_a_button(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Please tap one of the buttons above.")))


def how_many(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("How many new pills of {medicine} came?")), medicine=p["medicine"])
        + "\n"
        + t(_("Write the number, like 60."))
    )


def unclear(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("I could not read a number in that."))
        + "\n"
        + fill(t(_("{medicine}: write how many came, like 60.")), medicine=p["medicine"])
    )


def read_back(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(
            t(_("💊 {person}: <b>{count}</b> new pills of {medicine} came. Right?")),
            person=p["person"],
            count=number(p["count"]),
            medicine=p["medicine"],
        ),
        column(
            Button(t(_("✅ Yes, right")), data("refill_confirm", "yes")),
            Button(t(_("🔁 No, again")), data("refill_confirm", "again")),
            Button(t(_("❌ Nothing came")), data("refill_confirm", "no")),
        ),
    )


def ask_if_more(t: Translate, p: Mapping[str, Any]) -> Speech:
    """The clinic may have recorded the same pills when it dispensed them."""
    return Speech(
        fill(
            t(_("{person}: {count} pills of {medicine} are noted for {day} already.")),
            person=p["person"],
            count=number(p["count"]),
            medicine=p["medicine"],
            day=day_words(p["day"], t),
        )
        + "\n"
        + t(_("Have more come since?")),
        column(
            Button(t(_("💊 Yes, more came")), data("refill_confirm", "yes")),
            Button(t(_("✅ No, those are the same")), data("refill_confirm", "no")),
        ),
    )


def nothing_changed(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("All right, nothing was changed.")))


def noted(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(
            t(_("🙏 Noted: <b>{count}</b> new pills of {medicine} for {person}.")),
            count=number(p["count"]),
            medicine=p["medicine"],
            person=p["person"],
        ),
        column(
            Button(t(_("💊 Count now")), data("count_start", p["patient"])),
            Button(t(_("✏️ Correct the number")), data("refill_correct", p["dispensing"])),
        ),
    )


def ask_correction(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("How many came in truth? Write the number, like 60.")),
        column(Button(t(_("❌ Nothing came")), data("refill_none", p["dispensing"]))),
    )


def unclear_correction(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("I could not read a number in that. Write only the number, like 60.")))


def corrected(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`dispensing` is None if nothing was dispensed at all."""
    if p["dispensing"] is None:
        taken_back = t(_("✅ Taken back: no new {medicine} came."))
        return Speech(fill(taken_back, medicine=p["medicine"]))
    return Speech(
        fill(
            t(_("✅ Corrected: <b>{count}</b> new pills of {medicine}.")),
            count=number(p["count"]),
            medicine=p["medicine"],
        ),
        column(Button(t(_("✏️ Correct the number")), data("refill_correct", p["dispensing"]))),
    )


def too_late(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("That can no longer be changed here. Please ask the nurse.")))


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
