"""Figures of many people in a clinic's report: none that fewer than five people stand behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

FEWEST_PEOPLE = 5
"""A figure of fewer people could be traced to one of them (small-number suppression)."""
COVERED_FROM = Fraction(80, 100)
"""PDC from which a person counts as covered: the usual line for lifelong medicine (Pharmacy Quality
Alliance, Technical Specifications for PDC)."""


@dataclass(frozen=True, slots=True)
class PatientFigures:
    """One patient's figures over a period. A figure is None if it cannot be known."""

    counted: bool
    days_left: int | None
    pdc: Fraction | None
    mpr: Fraction | None


@dataclass(frozen=True, slots=True)
class SharedFigures:
    """Figures of many people. A figure is None if fewer than five people stand behind it.

    That nobody has counted is no secret: `counting` may be 0.
    """

    patients: int | None
    counting: int | None
    days_left: float | None
    covered: Fraction | None
    """Share of people whose PDC is 80 % or more."""
    mpr: Fraction | None


def shared_figures(people: Sequence[PatientFigures]) -> SharedFigures:
    if len(people) < FEWEST_PEOPLE:
        return SharedFigures(None, None, None, None, None)
    counting = sum(one.counted for one in people)
    days = [one.days_left for one in people if one.days_left is not None]
    covered = [one.pdc >= COVERED_FROM for one in people if one.pdc is not None]
    ratios = [one.mpr for one in people if one.mpr is not None]
    return SharedFigures(
        len(people),
        None if 0 < counting < FEWEST_PEOPLE else counting,
        median(days) if len(days) >= FEWEST_PEOPLE else None,
        Fraction(sum(covered), len(covered)) if len(covered) >= FEWEST_PEOPLE else None,
        median(ratios) if len(ratios) >= FEWEST_PEOPLE else None,
    )


def mean_of_known(shares: Sequence[Fraction | None]) -> Fraction | None:
    """The mean over a person's medicines, as usual for PDC and MPR; None if none is known."""
    known = [share for share in shares if share is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
