"""What a measured number means, by the clinic's list of cut-offs."""

from functools import cache
from typing import NamedTuple

from bot.domain.reading.lexicon import table
from bot.domain.reading.model import Sign
from db.enums import Programme, ReadingLevel


class Cutoff(NamedTuple):
    measure: str
    least: float
    below: float
    sign: str
    severity: ReadingLevel
    programmes: dict[str, ReadingLevel]
    emergency_with: frozenset[str]
    """Other signs that make this one an emergency."""


@cache
def cutoffs() -> tuple[Cutoff, ...]:
    return tuple(
        Cutoff(
            measure,
            float(least),
            float(below or "inf"),
            sign,
            ReadingLevel(severity),
            overrides(programmes),
            frozenset(emergency_with.split()),
        )
        for measure, least, below, sign, severity, programmes, emergency_with, _source in table(
            "readings"
        )
    )


def overrides(written: str) -> dict[str, ReadingLevel]:
    """Severities by programme, written "sickle_cell=emergency,epilepsy=same_day"."""
    pairs = (item.split("=") for item in written.split(",") if item)
    return {Programme(name): ReadingLevel(severity) for name, severity in pairs}


def measured(
    measure: str, value: float, words: str, programme: Programme | None = None
) -> Sign | None:
    for row in cutoffs():
        if row.measure == measure and row.least <= value < row.below:
            severity = row.programmes.get(programme, row.severity) if programme else row.severity
            return Sign(row.sign, severity, words)
    return None


@cache
def graver_with() -> dict[str, frozenset[str]]:
    """Signs of a measure, each with the signs that make it an emergency."""
    found: dict[str, frozenset[str]] = {}
    for row in cutoffs():
        if row.emergency_with:
            found[row.sign] = found.get(row.sign, frozenset()) | row.emergency_with
    return found
