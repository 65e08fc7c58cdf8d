"""Blood pressure, sugar and temperature written in a message."""

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bot.domain.reading.doubt import doubt_of, supposes
from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Clause, Token, present_in
from bot.domain.reading.model import Doubt, Sign
from bot.domain.reading.numbers import numbers_in
from db.enums import ReadingLevel

_REACH = 5
_PRESSURE_WARNINGS = frozenset(
    (
        "headache",
        "severe_headache",
        "vision_loss",
        "nosebleed",
        "chest_pain",
        "breathless",
        "stroke",
        "seizure",
        "unconscious",
        "dizzy",
        "bleeding",
    )
)


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


def vital_signs(clauses: list[Clause]) -> list[Sign]:
    found: list[Sign] = []
    for clause in clauses:
        numbers = [at for at, token in enumerate(clause.tokens) if token.is_number]
        if numbers:
            found += _in(clause.tokens, numbers)
            found += _many_taken(clause.tokens)
        found += _lasting(clause.tokens)
    return found


def with_pressure(found: list[Sign]) -> list[Sign]:
    """High pressure together with a warning of the head, eyes, nose or chest is an emergency."""
    names = {sign.name for sign in found if not sign.doubted}
    if "bp_crisis" not in names or not names & _PRESSURE_WARNINGS:
        return found
    return [
        replace(sign, severity=ReadingLevel.EMERGENCY) if sign.name == "bp_crisis" else sign
        for sign in found
    ]


def _lasting(tokens: tuple[Token, ...]) -> list[Sign]:
    """What is graver for having lasted: fever, sleepless nights, days without medicine."""
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
    named = {
        "long_fever": present & ideas("FEVER") and days >= 3,
        "sleepless": present & ideas("SLEEP") and present & ideas("NOT") and days >= 3,
        "missed_doses": present & ideas("HOLD")
        and present & ideas("MED PILL DOSE_WORD")
        and days >= 2,
    }
    return [
        Sign(name, ReadingLevel.SAME_DAY, f"{days} days") for name, found in named.items() if found
    ]


def ambulance_signs(clauses: list[Clause]) -> list[Sign]:
    """As in "108 bulao"; not sure after "if he is bitten", which teaches what to do."""
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
    """Ten pills and more, swallowed: over weeks, or at once?"""
    present = present_in(tokens)
    swallowed = present & ideas("PILL") and present & ideas("EAT")
    if not swallowed or present & ideas("LEFT NOT WHAT DAY WEEK MONTH TAKE_DOSE"):
        return []
    many = any(10 <= number.value < 300 for number in numbers_in(tokens))
    return [Sign("poison", ReadingLevel.ASK, "many pills")] if many else []


def pressure_at(tokens: tuple[Token, ...], at: int) -> tuple[int, int] | None:
    """Upper and lower pressure written "140/90" from this place on."""
    if at + 2 >= len(tokens) or tokens[at + 1].text not in "/-\\" or not tokens[at + 2].is_number:
        return None
    if "." in tokens[at].text + tokens[at + 2].text or len(tokens[at].text) > 3:
        return None
    upper, lower = int(tokens[at].text), int(tokens[at + 2].text[:4])
    return (upper, lower) if 70 <= upper <= 300 and 30 <= lower <= 180 and upper > lower else None


def _in(tokens: tuple[Token, ...], numbers: list[int]) -> list[Sign]:
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
            found.append(_sugar(value))
        elif _near(tokens, at, marks.heat):
            found.append(_heat(value))
    return [sign for sign in found if sign]


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
    words = f"{upper:g}/{lower:g}" if lower else f"{upper:g}"
    if not 50 <= upper <= 300:
        return None
    if upper >= 180 or 110 <= lower < upper:
        return Sign("bp_crisis", ReadingLevel.SAME_DAY, words)
    if upper < 90:
        return Sign("bp_low", ReadingLevel.SAME_DAY, words)
    if upper >= 140 or lower >= 90:
        return Sign("bp_high", ReadingLevel.ROUTINE, words)
    return None


def _sugar(value: float) -> Sign | None:
    if not 15 <= value <= 900:
        return None
    if value < 54:
        return Sign("low_sugar", ReadingLevel.EMERGENCY, f"{value:g}")
    if value < 70:
        return Sign("low_sugar", ReadingLevel.SAME_DAY, f"{value:g}")
    if value > 300:
        return Sign("high_sugar", ReadingLevel.SAME_DAY, f"{value:g}")
    return None


def _heat(value: float) -> Sign | None:
    celsius = value if value < 45 else (value - 32) / 1.8
    if 38.5 - 0.01 <= celsius <= 43:
        return Sign("high_fever", ReadingLevel.SAME_DAY, f"{value:g}")
    return None
