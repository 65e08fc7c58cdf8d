"""The patient, or whoever cares for them, tells that medicine came."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def which(t: Translate, p: Mapping[str, Any]) -> Speech:
    options = [
        Button(f"💊 {label}", data("came_of", patient, treatment))
        for patient, treatment, label in p["options"]
    ]
    return Speech(t(_("Which medicine came?")), column(*options))


def tap(t: Translate, _p: Mapping[str, Any]) -> Speech:
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
            Button(t(_("✅ Yes, right")), data("came_ok", "yes")),
            Button(t(_("🔁 No, again")), data("came_ok", "again")),
            Button(t(_("❌ Nothing came")), data("came_ok", "no")),
        ),
    )


def same(t: Translate, p: Mapping[str, Any]) -> Speech:
    """The clinic may have noted the same pills when it handed them out."""
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
            Button(t(_("💊 Yes, more came")), data("came_ok", "yes")),
            Button(t(_("✅ No, those are the same")), data("came_ok", "no")),
        ),
    )


def left(t: Translate, _p: Mapping[str, Any]) -> Speech:
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
            Button(t(_("💊 Count now")), data("count", p["patient"])),
            Button(t(_("✏️ Correct the number")), data("recame", p["dispensing"])),
        ),
    )


def how_many_in_truth(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("How many came in truth? Write the number, like 60.")),
        column(Button(t(_("❌ Nothing came")), data("recame_is", p["dispensing"]))),
    )


def unclear_in_truth(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("I could not read a number in that. Write only the number, like 60.")))


def corrected(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`dispensing` None: nothing came at all."""
    if p["dispensing"] is None:
        taken_back = t(_("✅ Taken back: no new {medicine} came."))
        return Speech(fill(taken_back, medicine=p["medicine"]))
    return Speech(
        fill(
            t(_("✅ Corrected: <b>{count}</b> new pills of {medicine}.")),
            count=number(p["count"]),
            medicine=p["medicine"],
        ),
        column(Button(t(_("✏️ Correct the number")), data("recame", p["dispensing"]))),
    )


def too_late(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("That can no longer be changed here. Please ask the nurse.")))


SAYS: tuple[Renderer, ...] = (
    which,
    tap,
    how_many,
    unclear,
    read_back,
    same,
    left,
    noted,
    how_many_in_truth,
    unclear_in_truth,
    corrected,
    too_late,
)
