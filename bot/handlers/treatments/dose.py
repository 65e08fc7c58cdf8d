"""The dose: tapped, typed as on a prescription, or set for each weekday."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.treatments.formulary import formulary_medicine
from bot.domain.treatments.prescription import Prescription
from bot.domain.treatments.prescription_text import read_prescription
from bot.handlers.treatments.confirm import ask_confirmation
from bot.handlers.treatments.spoken_name import ask_spoken_name
from bot.handlers.treatments.steps import FLOW, data_at, regimen_params
from db.enums import Pattern

BY_WEEKDAY = "week"
DOSES_BY_TAP = [Fraction(n, 2) for n in range(7)]
"""Each tap on a weekday shows the next of these: 0, ½, 1 ... 3. Larger doses are typed."""


def ask_dose(turn: Turn, data: dict[str, Any]) -> None:
    known = formulary_medicine(data["medicine"])
    if known is not None and known.usual.pattern is Pattern.WEEKDAYS:
        return _ask_week(turn, {**data, "week": ["1"] * 7})
    turn.wait(FLOW, "dose", **data)
    usual = known.usual.every if known and known.usual.pattern is Pattern.EVERY_DAYS else None
    template = "treatments.dose" if data["countable"] else "treatments.how_often"
    return turn.say(template, medicine=data["medicine"], usual=usual, tag=data["tag"])


async def choose_dose(turn: Turn) -> None:
    data = data_at(turn, "dose")
    if data is None:
        return turn.say("treatments.question_over")
    if turn.pressed[0] == BY_WEEKDAY:
        return _ask_week(turn, {**data, "week": ["1"] * 7})
    return await take_dose_text(turn, data, turn.pressed[0])


async def take_dose_text(turn: Turn, data: dict[str, Any], text: str) -> None:
    prescribed = read_prescription(text)
    if prescribed is None:
        countable = data["countable"]
        return turn.say("treatments.unclear_dose" if countable else "treatments.unclear_how_often")
    return await _take_dose(turn, data, prescribed)


async def _take_dose(turn: Turn, data: dict[str, Any], prescribed: Prescription) -> None:
    data = {**data, **regimen_params(prescribed)}
    if data["action"] == "change":
        return await ask_confirmation(turn, data)
    return ask_spoken_name(turn, data)


def _ask_week(turn: Turn, data: dict[str, Any]) -> None:
    turn.wait(FLOW, "week", **data)
    turn.say("treatments.week", medicine=data["medicine"], week=data["week"], tag=data["tag"])


async def tap_weekday(turn: Turn) -> None:
    data = data_at(turn, "week")
    if data is None:
        return turn.say("treatments.question_over")
    week = [Fraction(dose) for dose in data["week"]]
    if turn.pressed[0] == "ok":
        prescribed = Prescription(sum(week, Fraction(0)) / 7, Pattern.WEEKDAYS, week=tuple(week))
        if not prescribed.sensible:
            return turn.say("treatments.unclear_week")
        return await _take_dose(turn, data, prescribed)
    at = int(turn.pressed[0]) if turn.pressed[0] in "0123456" else 0
    week[at] = (
        DOSES_BY_TAP[(DOSES_BY_TAP.index(week[at]) + 1) % len(DOSES_BY_TAP)]
        if week[at] in DOSES_BY_TAP
        else DOSES_BY_TAP[0]
    )
    data = {**data, "week": list(map(str, week))}
    turn.wait(FLOW, "week", **data)
    return turn.rewrite(
        "treatments.week", medicine=data["medicine"], week=data["week"], tag=data["tag"]
    )


async def take_week_text(turn: Turn, data: dict[str, Any], text: str) -> None:
    prescribed = read_prescription(text)
    if prescribed is None:
        return turn.say("treatments.unclear_week")
    return await _take_dose(turn, data, prescribed)
