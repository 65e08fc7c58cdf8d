"""Blood pressure, sugar and temperature written in a message."""

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bot.domain.reading.cutoffs import graver_with, measured
from bot.domain.reading.doubt import doubt_of
from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Clause, Token, present_in
from bot.domain.reading.model import Doubt, Sign
from bot.domain.reading.moment import supposes
from bot.domain.reading.numbers import numbers_in
from db.enums import Programme, ReadingLevel

_REACH = 5


class _Marks(NamedTuple):
    pressure: int
    sugar: int
    heat: int
    other_unit: int
    days: int
    lasting: int


@cache
def _marks() -> _Marks:
    return _Marks(
        pressure=ideas("BP"),
        sugar=ideas("SUGAR", "SUGAR_TOO"),
        heat=ideas("FEVER", "TEMPERATURE"),
        other_unit=ideas(
            "PILL CLASSIFIER STRIP DAY STRENGTH CLOCK YEAR RUPEE WEIGHT TIMES BOX HOUR WEEK MONTH"
        ),
        days=ideas("DAY", "NIGHTS", "WEEK"),
        lasting=ideas("FEVER SLEEP HOLD"),
    )


def vital_signs(clauses: list[Clause], programme: Programme | None = None) -> list[Sign]:
    found: list[Sign | None] = []
    for clause in clauses:
        numbers = [at for at, token in enumerate(clause.tokens) if token.is_number]
        if numbers:
            found += _in(clause.tokens, numbers, programme)
        found += _many_taken(clause.tokens)
        found += _lasting(clause.tokens, programme)
    return [sign for sign in found if sign]


def weighed_together(found: list[Sign]) -> list[Sign]:
    """Signs raised by other signs: high pressure is an emergency with a sign of the head, eyes,
    nose or chest."""
    names = {sign.name for sign in found if not sign.doubted}
    graver = {name for name in names & graver_with().keys() if names & graver_with()[name]}
    return [
        replace(sign, severity=ReadingLevel.EMERGENCY) if sign.name in graver else sign
        for sign in found
    ]


def _lasting(tokens: tuple[Token, ...], programme: Programme | None) -> list[Sign | None]:
    """Signs that are graver because they last: fever, sleepless nights, days without medicine."""
    marks = _marks()
    present = present_in(tokens)
    if not present & marks.days or not present & marks.lasting:
        return []
    days = max(
        (
            number.value * (7 if tokens[number.end].ideas & ideas("WEEK") else 1)
            for number in numbers_in(tokens)
            if number.end < len(tokens) and tokens[number.end].ideas & marks.days
        ),
        default=0,
    )
    lasts = {
        "days_of_fever": present & ideas("FEVER"),
        "nights_without_sleep": present & ideas("SLEEP") and present & ideas("NOT"),
        "days_without_medicine": present & ideas("HOLD") and present & ideas("MED PILL DOSE_WORD"),
    }
    return [
        measured(measure, float(days), f"{days} days", programme)
        for measure, named in lasts.items()
        if named
    ]


def ambulance_signs(clauses: list[Clause]) -> list[Sign]:
    """The sign that somebody calls for an ambulance, as in "108 bulao". It is in doubt after "if he
    is bitten", which teaches what to do."""
    found: list[Sign] = []
    supposed = False
    for clause in clauses:
        for at, token in enumerate(clause.tokens):
            if token.text in ("108", "112") and present_in(clause.tokens) & ideas("CALL"):
                doubt = Doubt.SUPPOSED if supposed else doubt_of(clause, (at,))
                found.append(Sign("ambulance_wanted", ReadingLevel.EMERGENCY, token.text, doubt))
        supposed = supposed or supposes(clause)
    return found


def _many_taken(tokens: tuple[Token, ...]) -> list[Sign]:
    """The sign that ten pills or more were swallowed; whether at once has to be asked."""
    present = present_in(tokens)
    swallowed = present & ideas("PILL") and present & ideas("EAT")
    if not swallowed or present & ideas("LEFT NOT WHAT DAY WEEK MONTH TAKE_DOSE"):
        return []
    many = any(10 <= number.value < 300 for number in numbers_in(tokens))
    return [Sign("poison", ReadingLevel.ASK, "many pills")] if many else []


def pressure_at(tokens: tuple[Token, ...], at: int) -> tuple[int, int] | None:
    """The upper and lower pressure that begins at this token, as in "140/90"."""
    if at + 2 >= len(tokens) or tokens[at + 1].text not in "/-\\" or not tokens[at + 2].is_number:
        return None
    if "." in tokens[at].text + tokens[at + 2].text or len(tokens[at].text) > 3:
        return None
    upper, lower = int(tokens[at].text), int(tokens[at + 2].text[:4])
    return (upper, lower) if 70 <= upper <= 300 and 30 <= lower <= 180 and upper > lower else None


def _in(
    tokens: tuple[Token, ...], numbers: list[int], programme: Programme | None
) -> list[Sign | None]:
    marks = _marks()
    found: list[Sign | None] = []
    paired = -1
    for at in numbers:
        if at <= paired or len(tokens[at].text) > 5 or _has_unit(tokens, at):
            continue
        value = float(tokens[at].text)
        if pair := pressure_at(tokens, at):
            found.append(_pressure(*pair))
            paired = at + 2
        elif _near(tokens, at, marks.pressure):
            found.append(_pressure(value, _lower(tokens, at)))
            paired = at + 2
        elif _near(tokens, at, marks.sugar):
            found.append(measured("sugar", value, f"{value:g}", programme))
        elif _near(tokens, at, marks.heat):
            found.append(_heat(value, programme))
    return found


def _has_unit(tokens: tuple[Token, ...], at: int) -> bool:
    return at + 1 < len(tokens) and bool(tokens[at + 1].ideas & _marks().other_unit)


def _near(tokens: tuple[Token, ...], at: int, wanted: int) -> bool:
    return any(token.ideas & wanted for token in tokens[max(0, at - _REACH) : at + 4])


def _lower(tokens: tuple[Token, ...], at: int) -> float:
    for token in tokens[at + 1 : at + 3]:
        if token.is_number and len(token.text) <= 3:
            return float(token.text)
    return 0


def _pressure(upper: float, lower: float) -> Sign | None:
    """The sign of the graver of the two numbers. None if the lower is not below the upper."""
    if not 50 <= upper <= 300:
        return None
    words = f"{upper:g}/{lower:g}" if lower else f"{upper:g}"
    by_upper = measured("pressure_upper", upper, words)
    by_lower = measured("pressure_lower", lower, words) if lower < upper else None
    if by_lower and (by_upper is None or by_lower.severity is ReadingLevel.SAME_DAY):
        return by_lower
    return by_upper


def _heat(value: float, programme: Programme | None) -> Sign | None:
    celsius = value if value < 45 else round((value - 32) / 1.8, 1)
    return measured("temperature", celsius, f"{value:g}", programme)
