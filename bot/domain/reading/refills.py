"""Whether a text tells that new medicine came, and how much: `नवा दवई आगे 60`."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from bot.domain.reading.counts import count_in, plain_count
from bot.domain.reading.lexicon import ideas, table
from bot.domain.reading.message import Token, tokens_of
from bot.domain.reading.model import CountReading, NoCount
from bot.domain.reading.numbers import numbers_in
from bot.domain.reading.script import fold, plain

LONGEST = 14
"""The greatest number of words. A longer text is a story, and is read for other things."""


@dataclass(frozen=True, slots=True)
class Refill:
    pills: Fraction | None
    """None if the text says that medicine came but not how many pills, or counts strips of unknown
    size."""


def read_refill(text: str, *, strip: int | None = None) -> Refill | None:
    """None if the text does not say that medicine came."""
    if plain_count(text) is not None:
        return None
    words = [t for t in tokens_of(text) if t.text not in ("\n", "।", ".", "!", ",", ":", "=")]
    if not words or len(words) > LONGEST or words[-1].text == "?":
        return None
    kinds = _kinds_in(words)
    rest = [token for token, kind in zip(words, kinds, strict=True) if not kind]
    if not {"new", "came"} & set(kinds) or not _about_medicine(words) or _spoiled(rest):
        return None
    reading = count_in(rest, strip=strip) if rest else None
    if isinstance(reading, CountReading):
        return Refill(reading.pills) if reading.pills else None
    strips = reading is not None and reading.reason is NoCount.STRIPS_UNKNOWN
    if strips or (not numbers_in(rest) and "came" in kinds and _only_medicine(rest)):
        return Refill(None)
    return None


@cache
def _kinds() -> dict[str, str]:
    return {fold(plain(word)): kind for kind, words in table("refills") for word in words.split()}


def _kinds_in(words: Sequence[Token]) -> list[str]:
    """`new`, `came` or nothing for each word. A "nai" that means "not" is nothing here."""
    found = [
        _kinds().get(fold(token.text), "")
        if token.is_word and not token.ideas & ideas("NOT")
        else ""
        for token in words
    ]
    for at, kind in enumerate(found):
        if kind == "come":
            gone = found[at + 1 : at + 2] == ["gone"]
            found[at : at + 2] = ["came", "came"] if gone else ["", *found[at + 1 : at + 2]]
    return ["came" if kind == "gone" and "came" in found else kind for kind in found]


def _about_medicine(words: Sequence[Token]) -> bool:
    return any(token.ideas & ideas("MED", "PILL", "STRIP", "DRUG") for token in words)


def _spoiled(rest: Sequence[Token]) -> bool:
    """Whether it is denied, asked, supposed, expected later, or about the pills that are left."""
    spoils = ideas("NOT", "NO_ENGLISH", "WHAT", "WHY", "IF", "LEFT", "TOMORROW_END", "FINISH")
    filler = ideas("FILLER", "POSSESSIVE", "IS")
    return any(token.ideas & spoils and not token.ideas & filler for token in rest)


def _only_medicine(rest: Sequence[Token]) -> bool:
    expected = ideas("MED", "PILL", "STRIP", "DRUG", "FILLER", "POSSESSIVE", "IS", "MY", "NOW")
    return all(token.ideas & expected for token in rest if token.is_word)
