"""The starter formulary, and finding a medicine in a list however its name is spelt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from bot.domain.reading.script import fold, plain, romanised
from bot.domain.treatments.prescription import Prescribed
from bot.domain.treatments.reading import read_prescription
from db.enums import Language, Pattern, Programme

ALIKE = 0.8
"""How much of a name's letters must agree; `metfarmin` and `metformin` agree by 0.89."""
AS_GOOD = 0.12
"""A name this much worse than the best is not offered beside it."""
_PIECE = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:[\u0900-\u097F]*)")
_UNITS = frozenset(("mg", "ml", "mcg", "g", "tab", "tablet", "cap", "iu"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A medicine of the formulary. It advises no dose."""

    name: str
    programme: Programme
    strip_size: int | None
    countable: bool
    usual: Prescribed
    """Only on which days it is usually due; its dose is for the doctor to say."""
    hindi: str
    chhattisgarhi: str

    def spoken(self, language: Language) -> str:
        """What people call it."""
        return self.chhattisgarhi if language is Language.CHHATTISGARHI else self.hindi


@cache
def formulary() -> tuple[Listed, ...]:
    text = (files(__package__) / "formulary.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines()[1:] if line[0] != "#")
    return tuple(_listed(*line) for line in lines)


def _listed(
    name: str, programme: str, strip: str, counted: str, usual: str, hindi: str, hne: str
) -> Listed:
    size = int(strip) if strip else None
    days = Prescribed(pattern=Pattern.WEEKDAYS) if usual == "weekdays" else None
    read = days or read_prescription(f"1 {usual}")
    assert read is not None, name
    return Listed(name, Programme(programme), size, counted == "yes", read, hindi, hne)


def listed(name: str) -> Listed | None:
    return next((one for one in formulary() if one.name == name), None)


def for_programme(programme: Programme | None) -> list[Listed]:
    return [one for one in formulary() if one.programme is programme]


def found_by(typed: str, names: Iterable[str], most: int = 8) -> list[str]:
    """Names that may be meant by what was typed, the likeliest first; spelling is forgiven.

    A strength that was typed must be the medicine's: 500 is not 850.
    """
    scored = [(score, name) for name in names if (score := _score(typed, name)) >= ALIKE]
    best = max((score for score, _ in scored), default=0.0)
    kept = [pair for pair in scored if pair[0] >= best - AS_GOOD]
    return [name for _, name in sorted(kept, key=lambda pair: -pair[0])[:most]]


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: case, spaces and `mg` do not matter."""
    return name_key(one) == name_key(other)


def _score(typed: str, name: str) -> float:
    (words, numbers), (known, strengths) = name_key(typed), name_key(name)
    if not words or not set(numbers) <= set(strengths):
        return 0.0
    return sum(max((_alike(w, k) for k in known), default=0.0) for w in words) / len(words)


@lru_cache(maxsize=4096)
def name_key(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words and numbers of a name, without units: the same for all spellings of one name."""
    pieces = _PIECE.findall(plain(text))
    numbers = tuple(piece for piece in pieces if piece[0].isdecimal())
    words = tuple(p for p in pieces if not p[0].isdecimal() and p not in _UNITS)
    return words, numbers


@lru_cache(maxsize=16384)
def _alike(typed: str, known: str) -> float:
    keys = {fold(typed)} if typed.isascii() else {fold(typed), *romanised(typed)}
    wanted = fold(known)
    return max(_ratio(key, wanted) for key in keys)


def _ratio(key: str, wanted: str) -> float:
    if len(key) >= 4 and wanted.startswith(key):
        return 0.95
    if len(key) < 4 or wanted[0] != key[0]:
        return float(key == wanted)
    return SequenceMatcher(None, key, wanted).ratio()
