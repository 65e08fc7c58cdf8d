"""Texts with numbers that are certainly no count of pills left."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from bot.domain.reading.labels import in_a_name
from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Token
from bot.domain.reading.model import NoCount
from bot.domain.reading.numbers import Number
from bot.domain.reading.script import fold
from bot.domain.reading.vitals import pressure_at

_HELPLINES = frozenset(("108", "112", "1098", "14416", "14446", "1800", "181", "104", "102"))
A_DOSE = 4
"""The greatest number of pills that are taken at one time."""
_ABOUT = frozenset(("~", "≈"))

Check = Callable[[Sequence[Token], Sequence[Number]], NoCount | None]


def refused(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    for check in _checks():
        if reason := check(words, numbers):
            return reason
    return None


@cache
def _checks() -> tuple[Check, ...]:
    return (
        _long_digits,
        _sign,
        _slashes,
        _clock,
        _hyphens,
        _side_by_side,
        _about,
        _dose,
        _asked,
        _denied,
    )


def _long_digits(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    run = 0
    for token in words:
        if token.is_number:
            run += len(token.text.replace(".", ""))
            if run >= 8:
                return NoCount.PHONE
        elif token.text not in "-+()":
            run = 0
    if len(numbers) == 1 and words[numbers[0].start].text in _HELPLINES:
        calls = any(token.ideas & ideas("CALL", "AMBULANCE", "CHANT") for token in words)
        if calls or (len(words) == 1 and words[0].text in ("108", "112")):
            return NoCount.HELPLINE
    for token in words:
        if token.is_number and len(token.text.split(".")[0]) >= 4:
            return NoCount.HELPLINE if token.text in _HELPLINES else _big(token.text)
    return None


def _big(text: str) -> NoCount:
    year = text.isdecimal() and 1900 <= int(text[:6]) <= 2100
    return NoCount.DATE if year else NoCount.TOO_MANY


def _sign(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    at = numbers[0].start
    minus = at and words[at - 1].text == "-" and words[at].glued
    after_word = at > 1 and (words[at - 2].is_word or words[at - 2].is_number)
    if minus and not after_word:
        return NoCount.NEGATIVE
    word = fold(words[at - 1].text) if at else ""
    return NoCount.NEGATIVE if word in ("minus", "मायनस", "माइनस") else None


def _slashes(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    for at, token in enumerate(words):
        if token.text in ("/", "\\") and 0 < at < len(words) - 1:
            if not (words[at - 1].is_number and words[at + 1].is_number):
                continue
            if any(number.start < at < number.end for number in numbers):
                continue
            return NoCount.PRESSURE if pressure_at(tuple(words), at - 1) else NoCount.DATE
    return None


def _clock(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    for at, token in enumerate(words[:-1]):
        between = token.text == ":" and at > 0
        if between and words[at - 1].is_number and words[at + 1].is_number:
            return NoCount.TIME
    return None


def _hyphens(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    """A dose plan, a range or a date: "1-0-1", "1+0+1", "20-25", "12.6.24"."""
    joined = [
        (one, two)
        for one, two in pairwise(numbers)
        if two.start - one.end == 1 and words[one.end].text in ("-", "+", ".", "*", "x", "|")
    ]
    if not joined:
        return None
    marks = {words[one.end].text for one, _ in joined}
    small = all(one.value <= 2 and two.value <= 2 for one, two in joined)
    if len(joined) >= 2 and small:
        return NoCount.SCHEDULE
    if "." in marks or ("-" in marks and len(joined) >= 2):
        return NoCount.DATE
    if "-" in marks:
        one, two = joined[0]
        if one.spelled and two.spelled and one.value % 10 == 0 and two.value < 10:
            return NoCount.AMBIGUOUS
        return NoCount.RANGE
    return NoCount.AMBIGUOUS if marks & {"*", "x", "|"} else None


def _side_by_side(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    """An estimate, two numbers side by side: "दस बारह" (ten or twelve), "do teen", "बीस चार"."""
    for one, two in pairwise(numbers):
        between = words[one.end : two.start]
        if not between:
            if one.spelled or two.spelled:
                return NoCount.RANGE if one.value < two.value else NoCount.AMBIGUOUS
            if one.start and words[one.start - 1].ideas & ideas("DRUG"):
                continue
            if in_a_name(words, one):
                continue
            return NoCount.SEVERAL
        if len(between) == 1 and (between[0].ideas & ideas("FROM") or between[0].text == "to"):
            return NoCount.RANGE
        if any(token.ideas & ideas("EITHER") for token in between) and len(between) <= 2:
            return NoCount.RANGE
    return None


def _about(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    approximate = ideas("APPROX", "FEW")
    if words[-1].text == "+":
        return NoCount.APPROXIMATE
    if any(token.text in _ABOUT or token.ideas & ideas("FEW") for token in words):
        return NoCount.APPROXIMATE
    for number in numbers:
        near = [
            *words[max(0, number.start - 2) : number.start],
            *words[number.end : number.end + 4],
        ]
        for at, token in enumerate(near):
            if token.ideas & approximate and not token.ideas & ideas("NOT"):
                return NoCount.APPROXIMATE
            more = token.ideas & ideas("MORE_OR_LESS") and at
            if more and near[at - 1].ideas & ideas("FROM POSSESSIVE"):
                return NoCount.APPROXIMATE
        after = words[number.end : number.end + 3]
        if any(token.ideas & ideas("WOULD_BE") for token in after):
            return NoCount.APPROXIMATE
    return None


def _dose(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    if _of_one_time(words, numbers):
        return NoCount.SCHEDULE
    left = any(token.ideas & ideas("LEFT") for token in words)
    if left:
        return None
    parts = ideas("MORNING", "EVENING", "NOON", "NIGHT", "DAILY", "TIMES", "HABIT", "MEAL")
    named = [
        token
        for at, token in enumerate(words)
        if token.ideas & parts
        and not token.ideas & ideas("NOW")
        and not _tells_of_counting(words, at)
    ]
    within_day = any(
        one.ideas & ideas("DAY") and two.ideas & ideas("IN") for one, two in pairwise(words)
    )
    return NoCount.SCHEDULE if named or within_day or _around_meals(words) else None


def _tells_of_counting(words: Sequence[Token], at: int) -> bool:
    """Whether the word is the second of "दो बार गिना" (counted twice)."""
    return at + 1 < len(words) and bool(words[at + 1].ideas & ideas("COUNTED"))


def _around_meals(words: Sequence[Token]) -> bool:
    """Whether the number is a dose beside a meal, as in "खाए के पाछू 1 ठन" (one after eating)."""
    return any(
        one.ideas & ideas("EAT")
        and two.ideas & ideas("POSSESSIVE")
        and three.ideas & ideas("LATER", "AGO")
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    )


def _of_one_time(words: Sequence[Token], numbers: Sequence[Number]) -> bool:
    """Whether it speaks of tonight's dose and not of what is left: "रात की एक गोली बाकी है"."""
    parts = ideas("MORNING", "EVENING", "NOON", "NIGHT")
    return any(
        number.value <= A_DOSE
        and number.start > 1
        and words[number.start - 1].ideas & ideas("POSSESSIVE")
        and words[number.start - 2].ideas & parts
        for number in numbers
    )


def _asked(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    what, why = ideas("WHAT"), ideas("WHY", "IF")
    for at, token in enumerate(words):
        owns = token.ideas & ideas("POSSESSIVE")
        if token.ideas & what and not (owns and at + 1 < len(words)):
            return NoCount.QUESTION
        if token.ideas & why and not token.ideas & ideas("TAKE_DOSE"):
            return NoCount.QUESTION
    return None


def _denied(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount | None:
    """A "no" that denies the number: one that opens the reply, or denies taking, does not."""
    for at, token in enumerate(words):
        if not token.ideas & ideas("NOT", "NO_ENGLISH"):
            continue
        if at and words[at - 1].ideas & ideas("FINISH"):
            continue
        if at == 0 and len(words) > 1 and not words[1].ideas & ideas("IS", "LEFT", "EAT_MED"):
            continue
        following = words[at + 1].ideas if at + 1 < len(words) else 0
        number_left = any(word.ideas & ideas("LEFT") for word in words[:at])
        if number_left and following & ideas("EAT", "EAT_MED", "TAKE_DOSE"):
            continue
        if token.text in ("na", "ना", "न") and at == len(words) - 1:
            continue
        return _when_denied(words, numbers)
    return None


def _when_denied(words: Sequence[Token], numbers: Sequence[Number]) -> NoCount:
    days = any(
        words[number.end].ideas & ideas("DAY", "NIGHTS", "WEEK", "MONTH")
        for number in numbers
        if number.end < len(words)
    )
    return NoCount.DAYS_SUPPLY if days else NoCount.UNCLEAR
