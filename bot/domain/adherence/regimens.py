"""Regimens: what is prescribed, from when to when, in any pattern that a doctor writes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from db.enums import Pattern

NO_DOSE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Regimen:
    """Valid from `starts` to the day before `ends`; until further notice if `ends` is None."""

    dose: Fraction
    """Units on a day on which any are due."""
    starts: date
    ends: date | None = None
    pattern: Pattern = Pattern.DAILY
    every: int = 1
    """For `every_days`: due on the day it starts, then every so many days."""
    week: tuple[Fraction, ...] = ()
    """For `weekdays`: units on Monday, Tuesday and so on, as warfarin is often written."""

    def due_on(self, day: date) -> Fraction:
        """Units due on a day, 0 if none are. What is taken as needed is never due."""
        if day < self.starts or (self.ends is not None and day >= self.ends):
            return NO_DOSE
        match self.pattern:
            case Pattern.DAILY:
                return self.dose
            case Pattern.WEEKDAYS:
                return self.week[day.weekday()]
            case Pattern.EVERY_DAYS:
                return self.dose if (day - self.starts).days % self.every == 0 else NO_DOSE
        return NO_DOSE


def regimen_on(regimens: Sequence[Regimen], day: date) -> Regimen | None:
    """The regimen of a day, None if nothing is prescribed. A later start ends one left open."""
    holding = [r for r in regimens if r.starts <= day and (r.ends is None or day < r.ends)]
    return max(holding, key=lambda r: r.starts) if holding else None


def dose_on(regimens: Sequence[Regimen], day: date) -> Fraction:
    """Units due on a day, 0 if none."""
    regimen = regimen_on(regimens, day)
    return regimen.due_on(day) if regimen else NO_DOSE


def due_between(
    regimens: Sequence[Regimen], starts: date, ends: date, excluded: Collection[date] = frozenset()
) -> tuple[int, Fraction]:
    """Days under treatment from `starts` to the day before `ends`, and the units due on them.

    A day between two doses of a pattern counts; a day without a regimen does not.
    """
    days, units = 0, NO_DOSE
    for first, end in pairwise(_changes(regimens, starts, ends)):
        regimen = regimen_on(regimens, first)
        if regimen is None or regimen.pattern is Pattern.AS_NEEDED:
            continue
        out = {day for day in excluded if first <= day < end}
        days += (end - first).days - len(out)
        units += _due_under(regimen, first, end, out)
    return days, units


def _changes(regimens: Sequence[Regimen], starts: date, ends: date) -> list[date]:
    """The days that divide a period into parts with one regimen each."""
    inside = {d for r in regimens for d in (r.starts, r.ends) if d and starts < d < ends}
    return sorted({starts, ends} | inside)


def _due_under(regimen: Regimen, first: date, end: date, excluded: Collection[date]) -> Fraction:
    if regimen.pattern is Pattern.DAILY:
        return regimen.dose * ((end - first).days - len(excluded))
    days = (first + timedelta(days=n) for n in range((end - first).days))
    return sum((regimen.due_on(day) for day in days if day not in excluded), NO_DOSE)
