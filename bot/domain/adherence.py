"""Pill arithmetic for one medicine: how much was taken between two counts, how long the rest lasts.

Quantities are units (tablets), never strips, and exact: half tablets and alternate days are
Fractions. Days are local calendar days. Formulas, bands and limits: domain notes of the project,
after the published pill-count protocol with carry-over and the PDC measure of pharmacy refills.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from db.enums import Programme, Severity

# Below a week, or below seven units, one pill more or less moves the share too much to show it.
MIN_DAYS = 7
MIN_UNITS = 7
MOST_EVER_AT_HOME = 1000
SMALLEST_PIECE = Fraction(1, 4)
RECOUNT_ABOVE = Fraction(110, 100)
DAYS_WITHOUT_DRUG_BEFORE_A_FIT = 2

# Too much of these is dangerous within hours: sugar, pressure and fit tablets, warfarin.
TOO_MUCH_IS_DANGEROUS = frozenset(
    {
        Programme.DIABETES,
        Programme.HYPERTENSION,
        Programme.EPILEPSY,
        Programme.RHEUMATIC_HEART,
    }
)


@dataclass(frozen=True, slots=True)
class Regimen:
    """What is prescribed from `starts` until the day before `ends`; None: until further notice."""

    doses_per_day: Fraction
    starts: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Units left on a day. Where a day has several counts, the last one is the count."""

    at: date
    remaining: Fraction


@dataclass(frozen=True, slots=True)
class Dispensed:
    """Units handed out on a day. `after_count`: that day's count was made before and lacks them."""

    at: date
    quantity: Fraction
    after_count: bool = False


class Band(StrEnum):
    FULL = "95_and_more"
    GOOD = "80_to_94"
    HALF = "50_to_79"
    LOW = "below_50"
    RECOUNT = "above_110"
    UNKNOWN = "unknown"


class NoFraction(StrEnum):
    """Why an interval has no share."""

    NOT_COUNTABLE = "not_countable"
    MORE_THAN_POSSIBLE = "more_than_possible"
    NO_DOSE = "no_dose"
    TOO_SHORT = "too_short"


class Plausibility(StrEnum):
    FINE = "fine"
    MORE_THAN_POSSIBLE = "more_than_possible"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Interval:
    """What happened between two counts.

    `days` are those on which a dose was due. `taken` below 0 means pills that nobody recorded.
    `fraction` is raw and may be above 1; it is None exactly when `reason` says why.
    """

    days: int
    taken: Fraction
    expected: Fraction
    fraction: Fraction | None
    reason: NoFraction | None

    @property
    def band(self) -> Band:
        return band(self.fraction)


def first_fill(dispensed: Sequence[Dispensed]) -> Count | None:
    """The fill that starts a treatment, read as its first count. None: nothing was handed out."""
    start = min((fill.at for fill in dispensed), default=None)
    if start is None:
        return None
    fills = (f.quantity for f in dispensed if f.at == start and not f.after_count)
    return Count(start, sum(fills, Fraction(0)))


def interval(
    previous: Count,
    current: Count,
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    *,
    lost: Fraction = Fraction(0),
    excluded: Collection[date] = frozenset(),
    countable: bool = True,
) -> Interval:
    """How much of what was due between two counts was taken.

    What was left at `previous` is carried over: a refill before the end must not look like pills
    not taken. `lost` units were dropped, given or thrown away. `excluded` days (hospital, told to
    stop) expect nothing. `countable` is False for insulin, syrup, pills taken only when needed.

    Raises:
        ValueError: `current` is before `previous`.
    """
    if current.at < previous.at:
        raise ValueError(f"counts out of order: {previous.at} then {current.at}")
    days, expected = _due(regimens, previous.at, current.at, excluded)
    taken = _could_have(previous, current.at, dispensed) - lost - current.remaining
    reason = _why_not(days, taken, expected, countable)
    return Interval(days, taken, expected, None if reason else taken / expected, reason)


def band(fraction: Fraction | None) -> Band:
    """80 % is the usual line for lifelong medicine; above 110 % asks for a recount, no praise."""
    if fraction is None:
        return Band.UNKNOWN
    if fraction > RECOUNT_ABOVE:
        return Band.RECOUNT
    if fraction >= Fraction(95, 100):
        return Band.FULL
    if fraction >= Fraction(80, 100):
        return Band.GOOD
    return Band.HALF if fraction >= Fraction(50, 100) else Band.LOW


def plausible(
    current: Count, previous: Count | None, dispensed: Sequence[Dispensed]
) -> Plausibility:
    """Whether a number can be a count of pills left. `previous` None: nothing to compare it with.

    More than possible usually is a refill nobody recorded, or the pills of a whole household.
    """
    left = current.remaining
    if not 0 <= left <= MOST_EVER_AT_HOME or left % SMALLEST_PIECE:
        return Plausibility.IMPOSSIBLE
    if previous is not None and left > _could_have(previous, current.at, dispensed):
        return Plausibility.MORE_THAN_POSSIBLE
    return Plausibility.FINE


def missed_days(interval: Interval) -> int | None:
    """Whole days' worth of doses not taken, also over less than a week. None: cannot be told."""
    if interval.taken < 0 or not interval.expected or interval.reason is NoFraction.NOT_COUNTABLE:
        return None
    missing = max(interval.expected - interval.taken, Fraction(0))
    return missing * interval.days // interval.expected


def missed_doses_severity(interval: Interval, programme: Programme) -> Severity | None:
    """How soon the clinic must hear of this interval. None: it need not.

    Two days without the drug can bring a fit, whatever the share. Much above what was prescribed
    may be over-dosing. A low share alone is work for the week.
    """
    if programme is Programme.EPILEPSY:
        missed = missed_days(interval)
        if missed is not None and missed >= DAYS_WITHOUT_DRUG_BEFORE_A_FIT:
            return Severity.SAME_DAY
    if interval.band is Band.RECOUNT and programme in TOO_MUCH_IS_DANGEROUS:
        return Severity.SAME_DAY
    return Severity.ROUTINE if interval.band is Band.LOW else None


def days_left(remaining: Fraction, doses_per_day: Fraction) -> int | None:
    """Whole days for which the pills suffice. None: no daily dose, so they do not run out."""
    return remaining // doses_per_day if doses_per_day > 0 else None


def runs_out_on(counted_at: date, remaining: Fraction, doses_per_day: Fraction) -> date | None:
    """The first day without a full dose, today's being still to take. None: no daily dose."""
    days = days_left(remaining, doses_per_day)
    return None if days is None else counted_at + timedelta(days=days)


def remaining_estimate(
    count: Count, dispensed: Sequence[Dispensed], regimens: Sequence[Regimen], today: date
) -> Fraction:
    """Units left on the morning of `today` if all was taken as prescribed since the count."""
    mornings = list(_mornings(count, dispensed, regimens, today + timedelta(days=1)))
    return mornings[-1][0] if mornings else count.remaining


def proportion_of_days_covered(
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    until: date,
    *,
    excluded: Collection[date] = frozenset(),
) -> Fraction | None:
    """PDC: share of days with a full dose in the house, from the first fill until before `until`.

    An early fill is shifted behind the one before it, so no day counts twice and the share is at
    most 1; what outlasts the window is not counted. None: nothing handed out, or nothing due.
    """
    start = first_fill(dispensed)
    if start is None:
        return None
    mornings = _mornings(start, dispensed, regimens, until, excluded)
    covered = [stock >= dose for stock, dose in mornings if dose]
    return Fraction(sum(covered), len(covered)) if covered else None


def dose_on(regimens: Sequence[Regimen], day: date) -> Fraction:
    """Units due on a day, 0 if none. The last regimen to start holds over one left open."""
    holding = [r for r in regimens if r.starts <= day and (r.ends is None or day < r.ends)]
    return max(holding, key=lambda r: r.starts).doses_per_day if holding else Fraction(0)


def _due(
    regimens: Sequence[Regimen], starts: date, ends: date, excluded: Collection[date]
) -> tuple[int, Fraction]:
    """Days with a dose due from `starts` to the day before `ends`, and the units due on them."""
    changes = {d for r in regimens for d in (r.starts, r.ends) if d and starts < d < ends}
    days, units = 0, Fraction(0)
    for first, end in pairwise(sorted({starts, ends} | changes)):
        if dose := dose_on(regimens, first):
            span = (end - first).days - sum(first <= day < end for day in set(excluded))
            days += span
            units += dose * span
    return days, units


def _could_have(previous: Count, day: date, dispensed: Sequence[Dispensed]) -> Fraction:
    """Units that would lie there on `day` if none had been taken since `previous`."""
    fills = (
        fill.quantity
        for fill in dispensed
        if (previous.at, False) < (fill.at, fill.after_count) <= (day, False)
    )
    return previous.remaining + sum(fills, Fraction(0))


def _why_not(days: int, taken: Fraction, expected: Fraction, countable: bool) -> NoFraction | None:
    if not countable:
        return NoFraction.NOT_COUNTABLE
    if taken < 0:
        return NoFraction.MORE_THAN_POSSIBLE
    if not expected:
        return NoFraction.NO_DOSE
    return NoFraction.TOO_SHORT if days < MIN_DAYS or expected < MIN_UNITS else None


def _mornings(
    start: Count,
    dispensed: Sequence[Dispensed],
    regimens: Sequence[Regimen],
    until: date,
    excluded: Collection[date] = frozenset(),
) -> Iterator[tuple[Fraction, Fraction]]:
    """For each day before `until`: units there in the morning, fills included, and units due."""
    stock = start.remaining
    for n in range((until - start.at).days):
        day = start.at + timedelta(days=n)
        fills = (f.quantity for f in dispensed if f.at == day and (n > 0 or f.after_count))
        stock += sum(fills, Fraction(0))
        dose = Fraction(0) if day in excluded else dose_on(regimens, day)
        yield stock, dose
        # Part of a dose stays in the box and is joined to the next fill.
        if stock >= dose:
            stock -= dose
