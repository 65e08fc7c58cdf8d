"""How it is taken: tapped, typed as on a prescription, or by weekday."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.treatments.formulary import listed
from bot.domain.treatments.prescription import Prescribed
from bot.domain.treatments.reading import read_prescription
from bot.handlers.treatments.confirm import ask_confirmation
from bot.handlers.treatments.name import ask_spoken
from bot.handlers.treatments.steps import FLOW, data_at, in_words
from db.enums import Pattern

BY_WEEKDAY = "week"
CYCLE = [Fraction(n, 2) for n in range(7)]
"""What a tap on a weekday leads through: 0, ½, 1 ... 3. More is typed."""


def ask_dose(turn: Turn, data: dict[str, Any]) -> None:
    known = listed(data["medicine"])
    if known is not None and known.usual.pattern is Pattern.WEEKDAYS:
        return _ask_week(turn, {**data, "week": ["1"] * 7})
    turn.wait(FLOW, "dose", **data)
    usual = known.usual.every if known and known.usual.pattern is Pattern.EVERY_DAYS else None
    template = "treatments.dose" if data["countable"] else "treatments.how_often"
    return turn.say(template, medicine=data["medicine"], usual=usual, tag=data["tag"])


async def dose_chosen(turn: Turn) -> None:
    data = data_at(turn, "dose")
    if data is None:
        return turn.say("treatments.over")
    if turn.pressed[0] == BY_WEEKDAY:
        return _ask_week(turn, {**data, "week": ["1"] * 7})
    return await dose_typed(turn, data, turn.pressed[0])


async def dose_typed(turn: Turn, data: dict[str, Any], text: str) -> None:
    prescribed = read_prescription(text)
    if prescribed is None:
        countable = data["countable"]
        return turn.say("treatments.unclear_dose" if countable else "treatments.unclear_how_often")
    return await _dose_is(turn, data, prescribed)


async def _dose_is(turn: Turn, data: dict[str, Any], prescribed: Prescribed) -> None:
    data = {**data, **in_words(prescribed)}
    if data["deed"] == "change":
        return await ask_confirmation(turn, data)
    return ask_spoken(turn, data)


def _ask_week(turn: Turn, data: dict[str, Any]) -> None:
    turn.wait(FLOW, "week", **data)
    turn.say("treatments.week", medicine=data["medicine"], week=data["week"], tag=data["tag"])


async def week_pressed(turn: Turn) -> None:
    data = data_at(turn, "week")
    if data is None:
        return turn.say("treatments.over")
    week = [Fraction(dose) for dose in data["week"]]
    if turn.pressed[0] == "ok":
        prescribed = Prescribed(sum(week, Fraction(0)) / 7, Pattern.WEEKDAYS, week=tuple(week))
        if not prescribed.sensible:
            return turn.say("treatments.unclear_week")
        return await _dose_is(turn, data, prescribed)
    at = int(turn.pressed[0]) if turn.pressed[0] in "0123456" else 0
    week[at] = CYCLE[(CYCLE.index(week[at]) + 1) % len(CYCLE)] if week[at] in CYCLE else CYCLE[0]
    data = {**data, "week": list(map(str, week))}
    turn.wait(FLOW, "week", **data)
    return turn.rewrite(
        "treatments.week", medicine=data["medicine"], week=data["week"], tag=data["tag"]
    )


async def week_typed(turn: Turn, data: dict[str, Any], text: str) -> None:
    prescribed = read_prescription(text)
    if prescribed is None:
        return turn.say("treatments.unclear_week")
    return await _dose_is(turn, data, prescribed)
