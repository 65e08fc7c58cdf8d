"""What a clinic reports of many people: sums and medians, and nothing that fewer than five make."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

FEWEST = 5
"""Below so many people a figure would be somebody's own."""
COVERED = Fraction(80, 100)
"""Of days with a full dose in the house: the usual line for lifelong medicine (PQA)."""


@dataclass(frozen=True, slots=True)
class Own:
    """One patient's figures over a time. None: cannot be told."""

    counted: bool
    days_left: int | None
    pdc: Fraction | None
    mpr: Fraction | None


@dataclass(frozen=True, slots=True)
class Shared:
    """Of many. None: fewer than five people, but not nobody, stand behind it."""

    patients: int | None
    counting: int | None
    days_left: float | None
    covered: Fraction | None
    """Share of people whose PDC is 80 % or more."""
    mpr: Fraction | None


def shared(people: Sequence[Own]) -> Shared:
    if len(people) < FEWEST:
        return Shared(None, None, None, None, None)
    counting = sum(one.counted for one in people)
    days = [one.days_left for one in people if one.days_left is not None]
    covered = [one.pdc >= COVERED for one in people if one.pdc is not None]
    ratios = [one.mpr for one in people if one.mpr is not None]
    return Shared(
        len(people),
        None if 0 < counting < FEWEST else counting,
        median(days) if len(days) >= FEWEST else None,
        Fraction(sum(covered), len(covered)) if len(covered) >= FEWEST else None,
        median(ratios) if len(ratios) >= FEWEST else None,
    )


def mean(shares: Sequence[Fraction | None]) -> Fraction | None:
    """Over a person's medicines, as the PDC of a whole treatment is taken. None: of none known."""
    known = [share for share in shares if share is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
