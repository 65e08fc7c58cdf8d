"""Who has read which translation: kept beside the catalogues, by a hash of what was read.

A sentence that changes, in English or in the translation, has another hash: nobody has read it.
"""

import csv
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from hashlib import sha256

from bot.i18n import LOCALES
from db.enums import Language

HEAD = ("hash", "reviewer", "read_on", "clinician", "checked_on")


@dataclass(frozen=True, slots=True)
class Mark:
    """Dates are ISO; empty if it was not read yet."""

    reviewer: str = ""
    read_on: str = ""
    clinician: str = ""
    checked_on: str = ""


UNREAD = Mark()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the review of one language has come."""

    language: Language
    sentences: int
    read: int
    grave: int
    """Sentences on which a life may hang."""
    unchecked: int
    """Grave ones that no clinician has marked."""


def hash_of(english: str, translation: str) -> str:
    return sha256(f"{english}\0{translation}".encode()).hexdigest()[:16]


def read_marks(language: Language) -> dict[str, Mark]:
    path = LOCALES / language.value / "review.tsv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows, None)
        return {row[0]: Mark(*row[1:]) for row in rows if row}


def write_marks(language: Language, marks: Mapping[str, Mark]) -> None:
    with (LOCALES / language.value / "review.tsv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(HEAD)
        table.writerows((key, *astuple(mark)) for key, mark in sorted(marks.items()))


def standing(language: Language, sentences: Mapping[str, str], grave: frozenset[str]) -> Standing:
    """`grave`: the English of sentences that a clinician must read."""
    marks = read_marks(language)
    held = {en: marks.get(hash_of(en, said), UNREAD) for en, said in sentences.items()}
    return Standing(
        language,
        len(held),
        sum(bool(mark.reviewer) for mark in held.values()),
        len(grave & held.keys()),
        sum(not held[en].clinician for en in grave & held.keys()),
    )
