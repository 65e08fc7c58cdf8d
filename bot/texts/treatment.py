"""Staff record a medicine."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.i18n.words import PILLS, count_words, number
from bot.keyboards import Button, column, data, row
from bot.texts.speech import Renderer, Speech, Translate, fill


def whose(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = [
        Button(" · ".join(filter(None, (name, mark))), data("rx_for", id_))
        for id_, name, mark in p["patients"]
    ]
    return Speech(t(_("Whose medicine? Tap, or write a name or number.")), column(*buttons))


def no_such_patient(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Nobody of that name or number. Write another, like GAN200000.")))


def which(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(label, data("rx_of", id_)) for id_, label in p["medicines"]]
    return Speech(
        fill(t(_("Which medicine for {name}? Tap, or write its name.")), name=p["name"]),
        column(*buttons),
    )


def strip(t: Translate, p: Mapping[str, Any]) -> Speech:
    sizes = [Button(str(n), data("rx_strip", n)) for n in (10, 14, 15)]
    return Speech(
        fill(t(_("How many pills are in one strip of {medicine}?")), medicine=p["medicine"]),
        (tuple(sizes), (Button(t(_("Sold loose")), data("rx_strip", 0)),)),
    )


def dose(t: Translate, p: Mapping[str, Any]) -> Speech:
    doses = [Button(number(d), data("rx_dose", d)) for d in ("1/2", "1", "2", "3")]
    return Speech(
        fill(t(_("How many pills of {medicine} a day?")), medicine=p["medicine"])
        + "\n"
        + t(_("Every second day is ½.")),
        row(*doses),
    )


def dispensed(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("How many pills of {medicine} were given today?")), medicine=p["medicine"])
        + "\n"
        + t(_("Write the number, like 60. Nothing given: 0."))
    )


def confirm(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(
            t(_("{name}: {medicine}, {dose} a day, {dispensed} given. Right?")),
            name=p["name"],
            medicine=p["medicine"],
            dose=number(p["dose"]),
            dispensed=count_words(p["dispensed"], PILLS, t),
        ),
        column(
            Button(t(_("✅ Yes, right")), data("rx_ok", "yes")),
            Button(t(_("❌ No, drop it")), data("rx_ok", "no")),
        ),
    )


def recorded(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("✅ Recorded: {medicine} for {name}.")), medicine=p["medicine"], name=p["name"]),
        column(Button(t(_("➕ Another medicine")), data("rx"))),
    )


def dropped(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Nothing was recorded.")), column(Button(t(_("🔁 Again")), data("rx"))))


def over(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("That question is over. Please begin again.")),
        column(Button(t(_("🔁 Again")), data("rx"))),
    )


def unclear_patient(t: Translate, p: Mapping[str, Any]) -> Speech:
    return no_such_patient(t, p)


def unclear_medicine(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Write the medicine's name, like Metformin 500.")))


def unclear_strip(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Write how many pills a strip holds, like 10.")))


def unclear_dose(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Write how many pills a day, like 2 or 1/2.")))


def unclear_dispensed(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Write how many pills were given, like 60.")))


def unclear_confirm(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Please tap Yes or No above.")))


SAYS: tuple[Renderer, ...] = (
    whose,
    no_such_patient,
    which,
    strip,
    dose,
    dispensed,
    confirm,
    recorded,
    dropped,
    over,
    unclear_patient,
    unclear_medicine,
    unclear_strip,
    unclear_dose,
    unclear_dispensed,
    unclear_confirm,
)
