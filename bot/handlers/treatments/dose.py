"""The dose: tapped, typed as on a prescription, or set for each weekday."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.treatments.formulary import formulary_medicine
from bot.domain.treatments.prescription import Prescription
from bot.domain.treatments.prescription_text import read_prescription
from bot.handlers.router import Router
from bot.handlers.treatments.confirm import ask_confirmation
from bot.handlers.treatments.spoken_name import ask_spoken_name
from bot.handlers.treatments.steps import FLOW, data_at, regimen_params
from bot.keyboards.treatments import ChooseDose, TapWeekday
from bot.texts.treatments import dose as texts
from bot.texts.treatments.confirm import question_over
from bot.texts.treatments.unclear import unclear_dose, unclear_how_often, unclear_week
from db.enums import Pattern

router = Router(__name__)

BY_WEEKDAY = "week"
DOSES_BY_TAP = [Fraction(n, 2) for n in range(7)]
"""Each tap on a weekday shows the next of these: 0, ½, 1 ... 3. Larger doses are typed."""


def ask_dose(turn: Turn, data: dict[str, Any]) -> None:
    known = formulary_medicine(data["medicine"])
    if known is not None and known.usual.pattern is Pattern.WEEKDAYS:
        return _ask_week(turn, {**data, "week": ["1"] * 7})
    turn.wait(FLOW, "dose", **data)
    usual = known.usual.every if known and known.usual.pattern is Pattern.EVERY_DAYS else None
    asked = texts.dose if data["countable"] else texts.how_often
    return turn.say(asked(medicine=data["medicine"], usual=usual, tag=data["tag"]))


@router.button(ChooseDose)
async def choose_dose(turn: Turn, press: ChooseDose) -> None:
    data = data_at(turn, press.tag, "dose")
    if data is None:
        return turn.say(question_over())
    if press.dose == BY_WEEKDAY:
        return _ask_week(turn, {**data, "week": ["1"] * 7})
    return await take_dose_text(turn, data, press.dose)


async def take_dose_text(turn: Turn, data: dict[str, Any], text: str) -> None:
    prescribed = read_prescription(text)
    if prescribed is None:
        return turn.say(unclear_dose() if data["countable"] else unclear_how_often())
    return await _take_dose(turn, data, prescribed)


async def _take_dose(turn: Turn, data: dict[str, Any], prescribed: Prescription) -> None:
    data = {**data, **regimen_params(prescribed)}
    if data["action"] == "change":
        return await ask_confirmation(turn, data)
    return ask_spoken_name(turn, data)


def _ask_week(turn: Turn, data: dict[str, Any]) -> None:
    turn.wait(FLOW, "week", **data)
    turn.say(texts.week(medicine=data["medicine"], doses=_week_in(data), tag=data["tag"]))


def _week_in(data: dict[str, Any]) -> list[Fraction]:
    return [Fraction(dose) for dose in data["week"]]


@router.button(TapWeekday)
async def tap_weekday(turn: Turn, press: TapWeekday) -> None:
    data = data_at(turn, press.tag, "week")
    if data is None:
        return turn.say(question_over())
    week = _week_in(data)
    if press.day == "ok":
        prescribed = Prescription(sum(week, Fraction(0)) / 7, Pattern.WEEKDAYS, week=tuple(week))
        if not prescribed.sensible:
            return turn.say(unclear_week())
        return await _take_dose(turn, data, prescribed)
    shown = week[press.day]
    week[press.day] = (
        DOSES_BY_TAP[(DOSES_BY_TAP.index(shown) + 1) % len(DOSES_BY_TAP)]
        if shown in DOSES_BY_TAP
        else DOSES_BY_TAP[0]
    )
    data = {**data, "week": list(map(str, week))}
    turn.wait(FLOW, "week", **data)
    return turn.rewrite(texts.week(medicine=data["medicine"], doses=week, tag=data["tag"]))


async def take_week_text(turn: Turn, data: dict[str, Any], text: str) -> None:
    prescribed = read_prescription(text)
    if prescribed is None:
        return turn.say(unclear_week())
    return await _take_dose(turn, data, prescribed)
