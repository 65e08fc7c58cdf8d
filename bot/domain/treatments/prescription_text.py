"""Reads the text of a prescription: `2`, `1-0-1`, `½ bd`, `1 every 21 days`."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files

from bot.domain.reading.numbers import part_of
from bot.domain.reading.script import DEVANAGARI, fold, plain
from bot.domain.treatments.prescription import Prescription
from db.enums import Pattern

_ONE = Fraction(1)
_PIECES = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_QUANTITY = r"\d+[½¼¾]|[½¼¾]|\d+/\d+|\d+(?:\.\d+)?"
_TOKEN = re.compile(rf"({_QUANTITY})|([a-z]+|[{DEVANAGARI}]+)|([^\s,;:=.]+)")
_SCHEDULE = re.compile(rf"(?:{_QUANTITY})(?:\s*[-+]\s*(?:{_QUANTITY}|x)){{2,3}}")
_PARTS = re.compile(rf"{_QUANTITY}|x")
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIMES = frozenset("1234")
_LENGTHS = {"day": 1, "week": 7, "month": 30}
_SURELY_AN_INTERVAL = 7
"""`21 days` says how often; `2 days` may say how long, so it is asked again."""

Token = Fraction | str
"""A quantity, or the kind of a word in the table."""


def read_prescription(text: str) -> Prescription | None:
    """None if it is not understood, or no plausible dose."""
    said = plain(text).strip()
    found = _read_day_parts(said) or _read(_tokens(said))
    return found if found is not None and found.sensible else None


def _read_day_parts(said: str) -> Prescription | None:
    """As in `1-0-1`: morning, noon, evening, and perhaps night."""
    if not _SCHEDULE.fullmatch(said):
        return None
    parts = [Fraction(0) if part == "x" else _quantity(part) for part in _PARTS.findall(said)]
    return Prescription(sum(parts, Fraction(0)))


def _quantity(written: str) -> Fraction:
    piece = _PIECES.get(written[-1])
    if piece is not None:
        return Fraction(written[:-1].strip() or 0) + piece
    whole, _, below = written.partition("/")
    if below and not int(below):
        return Fraction(0)
    return Fraction(whole) / Fraction(below or 1)


@cache
def _kinds() -> dict[str, str]:
    text = (files(__package__) / "prescription_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:] if line[0] != "#")
    return {fold(plain(word)): kind for kind, words in rows for word in words.split()}


def _tokens(said: str) -> list[Token] | None:
    """None if a word is not known: better to ask again than to guess."""
    found: list[Token] = []
    for quantity, word, _other in _TOKEN.findall(said):
        if quantity:
            found.append(_quantity(quantity))
        elif word and (kind := _kinds().get(fold(word))):
            found.append(kind)
        elif word and (known := part_of(word)) and known[0].kind in ("value", "fraction"):
            found.append(known[0].value)
        else:
            return None
    return _without_per_day([token for token in found if token != "filler"]) or None


def _without_per_day(tokens: list[Token]) -> list[Token]:
    """Drop words that only say "per day", as in `2 per day`, `daily`, `दिन में 2 बार`."""
    if "daily" in tokens:
        return [token for token in tokens if token != "daily"] or ["1"]
    for pair in (["per", "day"], ["day", "per"]):
        at = next((n for n in range(len(tokens)) if tokens[n : n + 2] == pair), None)
        if at is not None:
            return [*tokens[:at], *tokens[at + 2 :]]
    return tokens


def _read(tokens: list[Token] | None) -> Prescription | None:
    if tokens is None:
        return None
    if "needed" in tokens:
        return Prescription(_dose(tokens) or _ONE, Pattern.AS_NEEDED)
    if len(tokens) == len(_WEEK) and all(isinstance(token, Fraction) for token in tokens):
        return Prescription.by_weekday(
            tuple(token for token in tokens if isinstance(token, Fraction))
        )
    if any(token in _WEEK for token in tokens):
        return _read_named_days(tokens)
    if any(token in ("alternate", "skipping", "every", "weekly", *_LENGTHS) for token in tokens):
        return _read_intervals(tokens)
    return _read_daily(tokens)


def _read_daily(tokens: list[Token]) -> Prescription | None:
    """As in `2`, `1 bd`, `1 3 times`."""
    times = [Fraction(t) for t in tokens if isinstance(t, str) and t in _TIMES]
    rest = [token for token in tokens if token not in _TIMES]
    if len(rest) > 1 and rest[-1] == "times" and isinstance(rest[-2], Fraction):
        times.append(rest[-2])
        rest = rest[:-2]
    if len(times) > 1 or any(isinstance(token, str) for token in rest):
        return None
    dose = _dose(rest) if rest else _ONE
    return None if dose is None else Prescription(dose * (times[0] if times else 1))


def _dose(tokens: Sequence[Token]) -> Fraction | None:
    """The only quantity among the tokens (`1 1/2` is one); None if there is none, or several."""
    match [token for token in tokens if isinstance(token, Fraction)]:
        case [one]:
            return one
        case [whole, part] if whole.denominator == 1 and part < 1:
            return whole + part
    return None


def _read_named_days(tokens: Sequence[Token]) -> Prescription | None:
    """As in `mon wed fri 1, rest ½`: days, then the dose due on them."""
    due: dict[str, Fraction] = {}
    days: list[str] = []
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if isinstance(token, Fraction):
            if not days:
                return None
            due |= {day: due.get(day, Fraction(0)) + token for day in days}
            days = days if isinstance(following, Fraction) and following < 1 else []
        elif token in (*_WEEK, "rest") and token not in due:
            days.append(token)
        else:
            return None
    if days:
        return None
    return Prescription.by_weekday(
        tuple(due.get(day, due.get("rest", Fraction(0))) for day in _WEEK)
    )


def _read_intervals(tokens: Sequence[Token]) -> Prescription | None:
    """As in `1 every 21 days`, `½ alternate days`, `एक दिन छोड़ के`, `weekly`."""
    every, doses = _interval(tokens)
    if every is None or every.denominator != 1 or every < 1:
        return None
    dose = _dose(doses) if doses else _ONE
    if dose is None:
        return None
    return Prescription(dose, Pattern.EVERY_DAYS, int(every)) if every > 1 else Prescription(dose)


def _interval(tokens: Sequence[Token]) -> tuple[Fraction | None, list[Token]]:
    """Days from one dose to the next, and the quantities that are not this number of days."""
    quantities: list[Token] = [token for token in tokens if isinstance(token, Fraction)]
    if "alternate" in tokens:
        return Fraction(2), quantities
    if "weekly" in tokens:
        return Fraction(7), quantities
    for at, token in enumerate(tokens):
        if not isinstance(token, str) or token not in _LENGTHS:
            continue
        before, more = tokens[at - 1] if at else None, "skipping" in tokens
        if not isinstance(before, Fraction):
            return Fraction(_LENGTHS[token] + more), quantities
        is_certain = more or (at > 1 and tokens[at - 2] == "every")
        days = before * _LENGTHS[token]
        if not is_certain and days < _SURELY_AN_INTERVAL:
            return None, []
        return days + more, [q for q in tokens[: at - 1] if isinstance(q, Fraction)]
    return None, []
