"""The starter formulary, and finding a medicine in a list however its name is spelt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from bot.domain.reading.script import fold, plain, romanised
from bot.domain.treatments.prescription import Prescription
from bot.domain.treatments.prescription_text import read_prescription
from db.enums import Language, Pattern, Programme

MIN_SIMILARITY = 0.8
"""Share of letters that must agree; `metfarmin` and `metformin` agree by 0.89."""
MAX_BELOW_BEST = 0.12
"""A name that scores this much lower than the best one is not offered."""
_PIECE = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:[\u0900-\u097F]*)")
_UNITS = frozenset(("mg", "ml", "mcg", "g", "tab", "tablet", "cap", "iu"))


@dataclass(frozen=True, slots=True)
class FormularyMedicine:
    """A medicine of the formulary. It advises no dose."""

    name: str
    programme: Programme
    strip_size: int | None
    countable: bool
    usual: Prescription
    """On which days it is usually due; the doctor decides the dose."""
    hindi: str
    chhattisgarhi: str

    def spoken(self, language: Language) -> str:
        """What people call it."""
        return self.chhattisgarhi if language is Language.CHHATTISGARHI else self.hindi


@cache
def formulary() -> tuple[FormularyMedicine, ...]:
    text = (files(__package__) / "formulary.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines()[1:] if line[0] != "#")
    return tuple(_read_line(*line) for line in lines)


def _read_line(
    name: str, programme: str, strip: str, counted: str, usual: str, hindi: str, hne: str
) -> FormularyMedicine:
    size = int(strip) if strip else None
    days = Prescription(pattern=Pattern.WEEKDAYS) if usual == "weekdays" else None
    read = days or read_prescription(f"1 {usual}")
    assert read is not None, name
    return FormularyMedicine(name, Programme(programme), size, counted == "yes", read, hindi, hne)


def formulary_medicine(name: str) -> FormularyMedicine | None:
    return next((medicine for medicine in formulary() if medicine.name == name), None)


def medicines_for_programme(programme: Programme | None) -> list[FormularyMedicine]:
    return [medicine for medicine in formulary() if medicine.programme is programme]


def matching_names(typed: str, names: Iterable[str], most: int = 8) -> list[str]:
    """Names similar to what was typed, the best match first.

    The spelling may differ, but a typed strength must be that of the medicine: 500 is not 850.
    """
    scored = [(score, name) for name in names if (score := _score(typed, name)) >= MIN_SIMILARITY]
    best = max((score for score, _ in scored), default=0.0)
    kept = [pair for pair in scored if pair[0] >= best - MAX_BELOW_BEST]
    return [name for _, name in sorted(kept, key=lambda pair: -pair[0])[:most]]


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same name; case, spaces and `mg` do not matter."""
    return name_key(one) == name_key(other)


def _score(typed: str, name: str) -> float:
    (words, numbers), (known, strengths) = name_key(typed), name_key(name)
    if not words or not set(numbers) <= set(strengths):
        return 0.0
    return sum(max((_word_similarity(w, k) for k in known), default=0.0) for w in words) / len(
        words
    )


@lru_cache(maxsize=4096)
def name_key(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words and numbers of a name, without units: the same for all spellings of one name."""
    pieces = _PIECE.findall(plain(text))
    numbers = tuple(piece for piece in pieces if piece[0].isdecimal())
    words = tuple(p for p in pieces if not p[0].isdecimal() and p not in _UNITS)
    return words, numbers


@lru_cache(maxsize=16384)
def _word_similarity(typed: str, known: str) -> float:
    keys = {fold(typed)} if typed.isascii() else {fold(typed), *romanised(typed)}
    wanted = fold(known)
    return max(_similarity(key, wanted) for key in keys)


def _similarity(key: str, wanted: str) -> float:
    if len(key) >= 4 and wanted.startswith(key):
        return 0.95
    if len(key) < 4 or wanted[0] != key[0]:
        return float(key == wanted)
    return SequenceMatcher(None, key, wanted).ratio()
