"""How long the pills last, and on how many days there were enough."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from bot.domain.adherence.intervals import Count, Dispensed, first_fill
from bot.domain.adherence.regimens import Regimen, dose_on, due_between
from db.enums import Pattern

LONGEST_SUPPLY_DAYS = 1100
"""Nobody has pills for longer than three years; a later end of a supply is not looked for."""


def runs_out_on(remaining: Fraction, regimens: Sequence[Regimen], day: date) -> date | None:
    """The first day, from `day` on, without a full dose; the dose of `day` is still to be taken.

    None if there is no such day: the treatment was stopped, is taken as needed, or ends before the
    pills do.
    """
    plain = [r for r in regimens if r.ends is None or r.ends > day]
    if len(plain) == 1 and plain[0].pattern is Pattern.DAILY and plain[0].ends is None:
        start = max(day, plain[0].starts)
        return start + timedelta(days=min(remaining // plain[0].dose, LONGEST_SUPPLY_DAYS))
    for n in range(LONGEST_SUPPLY_DAYS):
        due = dose_on(regimens, day + timedelta(days=n))
        if due > remaining:
            return day + timedelta(days=n)
        remaining -= due
    return None


def days_left(remaining: Fraction, regimens: Sequence[Regimen], day: date) -> int | None:
    """Whole days for which the pills last; None if they do not run out."""
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
    mornings = list(morning_stocks(count, dispensed, regimens, today + timedelta(days=1), excluded))
    return mornings[-1][1] if mornings else count.remaining


def proportion_of_days_covered(
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    until: date,
    *,
    since: date = date.min,
    excluded: Collection[date] = frozenset(),
) -> Fraction | None:
    """PDC: share of days with a full dose at home, from the first fill to the day before `until`.

    Days before `since` are not counted, but the pills left on `since` cover the days after it.

    An early fill is shifted behind the one before it, so no day counts twice and the share is at
    most 1. Pills for days after the period are not counted (Pharmacy Quality Alliance, Technical
    Specifications for PDC; Nau, "Proportion of Days Covered as a Preferred Method of Measuring
    Medication Adherence", 2012). None if nothing was dispensed or nothing was due.
    """
    start = first_fill(dispensed)
    if start is None:
        return None
    mornings = morning_stocks(start, dispensed, regimens, until, excluded)
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
    """MPR: units dispensed over units due, from the first fill to the day before `until`.

    The first fill is the first on or after `since`; what was dispensed or due before it is not
    counted. The ratio may be above 1, because early fills are counted whole (Andrade et al.,
    "Methods for evaluation of medication adherence and persistence using automated databases",
    Pharmacoepidemiol Drug Saf 2006;15:565-574). None if nothing was dispensed or nothing was due.
    """
    inside = [fill for fill in dispensed if since <= fill.at < until]
    start = min((fill.at for fill in inside), default=None)
    if start is None:
        return None
    _days, due = due_between(regimens, start, until, excluded)
    dispensed_units = sum((f.quantity for f in inside), Fraction(0))
    return dispensed_units / due if due else None


def days_without_stock(
    start: Count,
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    until: date,
) -> frozenset[date]:
    """Days before `until` without a full dose at home even if all was taken as prescribed."""
    mornings = morning_stocks(start, dispensed, regimens, until)
    return frozenset(day for day, stock, dose in mornings if stock < dose)


def morning_stocks(
    start: Count,
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    until: date,
    excluded: Collection[date] = frozenset(),
) -> Iterator[tuple[date, Fraction, Fraction]]:
    """For each day before `until`: units there in the morning, fills included, and units due."""
    stock = start.remaining
    for n in range((until - start.at).days):
        day = start.at + timedelta(days=n)
        fills = (f.quantity for f in dispensed if f.at == day and (n > 0 or f.after_count))
        stock += sum(fills, Fraction(0))
        dose = Fraction(0) if day in excluded else dose_on(regimens, day)
        yield day, stock, dose
        # Too few units for a dose stay in the box and add to the next fill.
        if stock >= dose:
            stock -= dose
