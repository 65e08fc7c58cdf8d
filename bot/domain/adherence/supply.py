"""How long the pills suffice, and for how many days there were any."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from bot.domain.adherence.intervals import Count, Dispensed, first_fill
from bot.domain.adherence.regimens import Regimen, dose_on, due_between
from db.enums import Pattern

NOBODY_STORES = 1100
"""Days after which it no longer matters when a supply ends: three years."""


def runs_out_on(remaining: Fraction, regimens: Sequence[Regimen], day: date) -> date | None:
    """The first day, from `day` on, whose dose is not wholly there. None: there is no such day.

    The dose of `day` itself is still to be taken. None where nothing more is due: stopped, taken
    as needed, or enough until the treatment ends.
    """
    plain = [r for r in regimens if r.ends is None or r.ends > day]
    if len(plain) == 1 and plain[0].pattern is Pattern.DAILY and plain[0].ends is None:
        start = max(day, plain[0].starts)
        return start + timedelta(days=min(remaining // plain[0].dose, NOBODY_STORES))
    for n in range(NOBODY_STORES):
        due = dose_on(regimens, day + timedelta(days=n))
        if due > remaining:
            return day + timedelta(days=n)
        remaining -= due
    return None


def days_left(remaining: Fraction, regimens: Sequence[Regimen], day: date) -> int | None:
    """Whole days for which the pills suffice. None: they do not run out."""
    end = runs_out_on(remaining, regimens, day)
    return None if end is None else (end - day).days


def remaining_estimate(
    count: Count,
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    today: date,
    excluded: Collection[date] = frozenset(),
) -> Fraction:
    """Units left on the morning of `today` if all was taken as prescribed since the count."""
    mornings = list(mornings_of(count, dispensed, regimens, today + timedelta(days=1), excluded))
    return mornings[-1][1] if mornings else count.remaining


def proportion_of_days_covered(
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    until: date,
    *,
    since: date = date.min,
    excluded: Collection[date] = frozenset(),
) -> Fraction | None:
    """PDC: share of days with a full dose in the house, from the first fill until before `until`.

    Days before `since` are not counted, but what was left of them on `since` covers what follows.

    An early fill is shifted behind the one before it, so no day counts twice and the share is at
    most 1; what outlasts the window is not counted (Pharmacy Quality Alliance, Technical
    Specifications for PDC; Nau, "Proportion of Days Covered as a Preferred Method of Measuring
    Medication Adherence", 2012). None: nothing handed out, or nothing due.
    """
    start = first_fill(dispensed)
    if start is None:
        return None
    mornings = mornings_of(start, dispensed, regimens, until, excluded)
    covered = [stock >= dose for day, stock, dose in mornings if dose and day >= since]
    return Fraction(sum(covered), len(covered)) if covered else None


def medication_possession_ratio(
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    until: date,
    *,
    since: date = date.min,
    excluded: Collection[date] = frozenset(),
) -> Fraction | None:
    """MPR: units handed out over units due, from the first fill until before `until`.

    The first fill on or after `since`: what was there before is neither counted nor due.

    May be above 1: early fills are counted whole (Andrade et al., "Methods for evaluation of
    medication adherence and persistence using automated databases", Pharmacoepidemiol Drug Saf
    2006;15:565-574). None: nothing handed out, or nothing due.
    """
    inside = [fill for fill in dispensed if since <= fill.at < until]
    start = min((fill.at for fill in inside), default=None)
    if start is None:
        return None
    _days, due = due_between(regimens, start, until, excluded)
    handed_out = sum((f.quantity for f in inside), Fraction(0))
    return handed_out / due if due else None


def days_without(
    start: Count,
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    until: date,
) -> frozenset[date]:
    """Days before `until` on which even who took all as prescribed had not enough left."""
    mornings = mornings_of(start, dispensed, regimens, until)
    return frozenset(day for day, stock, dose in mornings if stock < dose)


def mornings_of(
    start: Count,
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    until: date,
    excluded: Collection[date] = frozenset(),
) -> Iterator[tuple[date, Fraction, Fraction]]:
    """Each day before `until`: units there in the morning, fills included, and units due."""
    stock = start.remaining
    for n in range((until - start.at).days):
        day = start.at + timedelta(days=n)
        fills = (f.quantity for f in dispensed if f.at == day and (n > 0 or f.after_count))
        stock += sum(fills, Fraction(0))
        dose = Fraction(0) if day in excluded else dose_on(regimens, day)
        yield day, stock, dose
        # Part of a dose stays in the box and is joined to the next fill.
        if stock >= dose:
            stock -= dose
