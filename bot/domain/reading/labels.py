"""What each number in a message counts: pills, strips, days, milligrams..."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Token
from bot.domain.reading.model import NoCount
from bot.domain.reading.numbers import Number
from bot.domain.reading.units import STRENGTHS, fates, subjects, units

_FEW = 5
"""Numbers up to this one rather count kinds of medicine, or children, than pills."""
_CLAUSE_ENDS = frozenset(".।,;!?\n")


class Label(StrEnum):
    PILLS = "pills"
    STRIPS = "strips"
    BARE = "bare"
    OTHER = "other"


class Labelled(NamedTuple):
    number: Number
    label: Label
    reason: NoCount = NoCount.UNCLEAR
    """Why the number counts no pills left, where it does not."""
    left: bool = False
    sure: bool = True
    inside: bool = False
    """"एक पत्ते में": the number that follows is inside the strip."""
    is_size: bool = False
    """"10 गोली वाला पत्ता": pills in one strip."""


def labelled(words: Sequence[Token], numbers: Sequence[Number]) -> list[Labelled]:
    found: list[Labelled] = []
    for place, number in enumerate(numbers):
        until = numbers[place + 1].start if place + 1 < len(numbers) else len(words)
        since = numbers[place - 1].end if place else 0
        found.append(_label(words, number, since, until))
    return found


def _label(words: Sequence[Token], number: Number, since: int, until: int) -> Labelled:
    following = words[number.end] if number.end < len(words) else None
    meaning = following.ideas if following else 0
    if following and following.text == "/" and _is_price(words, number.end):
        return Labelled(number, Label.OTHER, NoCount.MONEY)
    if following and following.text in ("%", "°"):
        return Labelled(number, Label.OTHER, NoCount.TEMPERATURE)
    if _is_size(words, number, until):
        return Labelled(number, Label.BARE, is_size=True)
    if meaning & ideas("STRIP"):
        return _strips(words, number, until)
    whole = meaning & ideas("ALL") and number.end + 1 < until
    if whole and words[number.end + 1].ideas & ideas("STRIP"):
        return _strips(words, number._replace(end=number.end + 1), until)
    if _is_measured(words, number, since):
        return Labelled(number, Label.OTHER, _measure(words[number.start - 1]))
    unclaimed = number.start - 1 > since or (number.start == 1 and not since)
    if unclaimed and words[number.start - 1].ideas & ideas("STRIP"):
        return Labelled(number, Label.STRIPS)
    if meaning & ideas("OTHERS") and not meaning & ideas("LEFT"):
        return Labelled(number, Label.OTHER)
    if not meaning & ideas("PILL", "LEFT"):
        for unit, reason in units():
            if meaning & unit:
                return Labelled(number, Label.OTHER, reason)
    if meaning & ideas("VALA") or in_a_name(words, number):
        return Labelled(number, Label.OTHER, NoCount.STRENGTH)
    if number.start and words[number.start - 1].text in ("₹", "rs", "$"):
        return Labelled(number, Label.OTHER, NoCount.MONEY)
    return _of_pills(words, number, since, until)


def _is_measured(words: Sequence[Token], number: Number, since: int) -> bool:
    """Whether the number is a measurement, as the 180 of "sugar 180 aur goli 24"."""
    if number.start <= since or number.end >= len(words):
        return False
    named = any(words[number.start - 1].ideas & subject for subject, _ in subjects())
    return named and bool(words[number.end].ideas & ideas("AND"))


def _measure(before: Token) -> NoCount:
    return next(reason for subject, reason in subjects() if before.ideas & subject)


def _is_price(words: Sequence[Token], at: int) -> bool:
    """Whether the number is a price, as in "200/-"."""
    return at + 1 < len(words) and words[at + 1].text in ("-", "=")


def in_a_name(words: Sequence[Token], number: Number) -> bool:
    """Whether the digits belong to a name, as in "B12", "telma40": joined to a word that is no
    unit."""
    if not number.start or not words[number.start].glued or not words[number.start].is_number:
        return False
    before = words[number.start - 1]
    units = ideas("PILL", "STRIP", "LEFT", "CLASSIFIER", "MED", "AND", "IS", "POSSESSIVE")
    return before.is_word and not before.ideas & units


def _is_size(words: Sequence[Token], number: Number, until: int) -> bool:
    """Whether the number is the size of a strip: "10 गोली वाला" or "10 का" before the number of
    strips, or "15 वाली पत्ती 2"."""
    named = [*words[number.end : until]]
    if len(named) > 1 and until < len(words) and named[-1].ideas & ideas("STRIP"):
        sizing = ideas("PILL", "VALA", "CLASSIFIER")
        return bool(named[-2].ideas & ideas("VALA")) and all(t.ideas & sizing for t in named[:-1])
    if until >= len(words) or until + 1 >= len(words) or not _is_strip_ahead(words, until):
        return False
    between = words[number.end : until]
    return bool(
        between
        and between[-1].ideas & ideas("VALA", "POSSESSIVE")
        and all(
            token.ideas & ideas("PILL", "VALA", "POSSESSIVE", "CLASSIFIER") for token in between
        )
    )


def _is_strip_ahead(words: Sequence[Token], number_start: int) -> bool:
    return any(token.ideas & ideas("STRIP") for token in words[number_start + 1 : number_start + 3])


def _strips(words: Sequence[Token], number: Number, until: int) -> Labelled:
    rest = words[number.end + 1 : until]
    inside = bool(rest and rest[0].ideas & ideas("IN"))
    if fate := _fate(rest):
        return Labelled(number, Label.OTHER, fate)
    if any(token.ideas & ideas("LOW") for token in rest):
        return Labelled(number, Label.OTHER, NoCount.AMBIGUOUS)
    return Labelled(number, Label.STRIPS, inside=inside)


def _of_pills(words: Sequence[Token], number: Number, since: int, until: int) -> Labelled:
    rest = _clause_rest(words, number.end, until)
    left = any(token.ideas & ideas("LEFT") for token in rest)
    if rest and _may_be_children(rest) and number.value <= _FEW:
        return Labelled(number, Label.OTHER, NoCount.AMBIGUOUS)
    if len(rest) > 1 and rest[0].ideas & ideas("IN") and rest[1].ideas & ideas("FROM"):
        return Labelled(number, Label.OTHER, NoCount.NOT_LEFT)
    if len(rest) > 2 and rest[1].ideas & ideas("IN") and rest[2].ideas & ideas("FROM"):
        return Labelled(number, Label.OTHER, NoCount.NOT_LEFT)
    was = rest and rest[0].ideas & ideas("PAST") and not rest[0].ideas & ideas("CLASSIFIER")
    if was and until < len(words):
        return Labelled(number, Label.OTHER, NoCount.NOT_LEFT)
    if is_difference(rest):
        return Labelled(number, Label.OTHER, NoCount.AMBIGUOUS)
    if _was_before(rest):
        return Labelled(number, Label.OTHER, NoCount.NOT_LEFT)
    if rest and rest[0].ideas & ideas("ON_DATE"):
        return Labelled(number, Label.OTHER, NoCount.DATE)
    if not left and (fate := _fate(rest)):
        return Labelled(number, Label.OTHER, fate)
    if not left and number.value <= _FEW and _names_medicines(rest):
        return Labelled(number, Label.OTHER, NoCount.AMBIGUOUS)
    ahead = _unit_ahead(rest)
    behind = _unit_behind(words, number, since)
    if ahead or left or behind:
        weak = ahead == "classifier" and not left
        known = not weak or len(rest) == 1 or bool(rest[1].ideas)
        plain = left or all(not token.is_word or token.ideas for token in rest)
        return Labelled(number, Label.PILLS if known else Label.OTHER, left=left, sure=plain)
    return _bare(words, number, until)


def _was_before(rest: Sequence[Token]) -> bool:
    """Whether the pills were there earlier, as in "24 गोली थी पहले"."""
    was = any(token.ideas & ideas("PAST") and not token.ideas & ideas("IS") for token in rest)
    return was and any(token.ideas & ideas("AGO") for token in rest)


def is_difference(rest: Sequence[Token]) -> bool:
    """Whether the number is a difference: "एक गोली कम है" (one too few), "2 goli jyada hai" (two
    too many)."""
    units = ideas("PILL", "CLASSIFIER", "MED", "DRUG", "STRIP")
    for token in rest:
        if not token.ideas & units:
            return bool(token.ideas & ideas("LESS", "MORE_OR_LESS"))
    return False


def _may_be_children(rest: Sequence[Token]) -> bool:
    """Whether the word means "left" or "children", as in "3 bachhe hai"."""
    doubled = any(letters in rest[0].text for letters in ("च्च", "cch", "chh"))
    return doubled and bool(rest[0].ideas & ideas("BABY"))


def _names_medicines(rest: Sequence[Token]) -> bool:
    """Whether the number may count kinds of medicine and not pills, as in "do dawa hai"."""
    return bool(rest and rest[0].ideas & ideas("MED")) and not rest[0].ideas & ideas("PILL")


def _clause_rest(words: Sequence[Token], start: int, until: int) -> Sequence[Token]:
    for at in range(start, until):
        if words[at].text in _CLAUSE_ENDS:
            return words[start:at]
    return words[start:until]


def _fate(rest: Sequence[Token]) -> NoCount | None:
    for token in rest:
        if token.ideas & ideas("LEFT"):
            return None
        if token.ideas & ideas("PILL", "STRIP", "MED", "CLASSIFIER", "IS", "POSSESSIVE", "FILLER"):
            continue
        for fate, reason in fates():
            if token.ideas & fate:
                return reason
    return None


def _unit_ahead(rest: Sequence[Token]) -> str:
    """The unit within the next three words. A classifier (ठन) alone is a weaker sign than a
    unit."""
    for at, token in enumerate(rest[:4]):
        if token.ideas & ideas("PILL", "LEFT") or (at < 2 and token.ideas & ideas("MED")):
            return "unit"
        if at == 0 and token.ideas & ideas("CLASSIFIER"):
            if any(later.ideas & ideas("PILL", "MED", "LEFT") for later in rest[1:3]):
                return "unit"
            return "classifier"
        if not token.is_word or (at == 0 and token.ideas & ideas("AND")):
            return ""
    return ""


def _unit_behind(words: Sequence[Token], number: Number, since: int) -> bool:
    """The unit before the number, unless it belongs to another number: "goli 24", "baki 24"."""
    for at in range(number.start - 1, max(since, number.start - 4) - 1, -1):
        if at == since and since:
            return False
        if words[at].ideas & ideas("PILL", "LEFT", "CLASSIFIER"):
            return True
        if words[at].is_word and not words[at].ideas & ideas("IS", "POSSESSIVE", "FILLER"):
            return False
    return False


def _bare(words: Sequence[Token], number: Number, until: int) -> Labelled:
    for subject, reason in subjects():
        if any(token.ideas & subject for token in words):
            return Labelled(number, Label.OTHER, reason)
    before = words[number.start - 1].ideas if number.start else 0
    if number.value > 90 and number.value.denominator != 1:
        return Labelled(number, Label.OTHER, NoCount.TEMPERATURE)
    if before & ideas("DRUG"):
        if until < len(words) or number.value in STRENGTHS:
            return Labelled(number, Label.OTHER, NoCount.STRENGTH)
        return Labelled(number, Label.BARE, sure=False)
    return Labelled(number, Label.BARE)
