"""How much was taken between two counts of one medicine.

Quantities are units (tablets), never strips, and exact: half tablets are Fractions. Days are local
calendar days. The formula is that of the published pill-count protocol with carry-over: taken is
what was left before, plus what was dispensed, less what was lost, less what is left now.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from bot.domain.adherence.regimens import Regimen, due_between

# Over less than a week, or fewer than seven units, one pill changes the share too much to show it.
MIN_DAYS = 7
MIN_UNITS = 7
MOST_AT_HOME = 1000
SMALLEST_PIECE = Fraction(1, 4)
RECOUNT_ABOVE = Fraction(110, 100)


@dataclass(frozen=True, slots=True)
class Count:
    """Units left on a day. If a day has several counts, only the last one is used."""

    at: date
    remaining: Fraction


@dataclass(frozen=True, slots=True)
class Dispensed:
    """Units handed out on a day. `after_count`: the count of that day was made before this fill."""

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
    """Why no share of doses taken can be given."""

    NO_INTERVAL = "no_interval"
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

    `days` are the days under treatment. `taken` is below 0 if there are pills that nobody recorded.
    `fraction` is not capped and may be above 1; it is None exactly if `reason` says why.
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
    """The fill that starts a treatment, used as its first count; None if nothing was dispensed."""
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

    What was left at `previous` is carried over, or an early refill would look like pills not
    taken. `lost` units were dropped, given or thrown away. On `excluded` days (hospital, told to
    stop) nothing was due. `countable` is False for insulin, syrup, pills taken only when needed.

    The dose of the day of a count is due in the interval after it, whether it was taken before
    the count or not. If people count at the same hour each time, that cancels out; where one dose
    would matter (`MIN_DAYS`, `MIN_UNITS`), no share is given.

    Raises:
        ValueError: `current` is before `previous`.
    """
    if current.at < previous.at:
        raise ValueError(f"counts out of order: {previous.at} then {current.at}")
    days, expected = due_between(regimens, previous.at, current.at, excluded)
    taken = most_possible(previous, current.at, dispensed) - lost - current.remaining
    reason = _why_not(days, taken, expected, countable)
    return Interval(days, taken, expected, None if reason else taken / expected, reason)


def band(fraction: Fraction | None) -> Band:
    """The band of a share of doses taken.

    80 % is the usual line for lifelong medicine (Pharmacy Quality Alliance). A share above 110 %
    asks for a recount: pills elsewhere, lost, or too many swallowed.
    """
    if fraction is None:
        return Band.UNKNOWN
    if fraction > RECOUNT_ABOVE:
        return Band.RECOUNT
    if fraction >= Fraction(95, 100):
        return Band.FULL
    if fraction >= Fraction(80, 100):
        return Band.GOOD
    return Band.HALF if fraction >= Fraction(50, 100) else Band.LOW


def plausibility(
    current: Count, previous: Count | None, dispensed: Sequence[Dispensed]
) -> Plausibility:
    """Whether a number can be a count of pills left.

    `previous` is None if there is nothing to compare it with. More than possible usually means a
    refill that nobody recorded, or the pills of a whole household.
    """
    left = current.remaining
    if not 0 <= left <= MOST_AT_HOME or left % SMALLEST_PIECE:
        return Plausibility.IMPOSSIBLE
    if previous is not None and left > most_possible(previous, current.at, dispensed):
        return Plausibility.MORE_THAN_POSSIBLE
    return Plausibility.FINE


def missed_days(interval: Interval) -> int | None:
    """Whole days of doses not taken, also over less than a week; None if it cannot be known."""
    if interval.taken < 0 or not interval.expected or interval.reason is NoFraction.NOT_COUNTABLE:
        return None
    missing = max(interval.expected - interval.taken, Fraction(0))
    return missing * interval.days // interval.expected


def most_possible(previous: Count, day: date, dispensed: Sequence[Dispensed]) -> Fraction:
    """The units there would be on `day` if none had been taken since `previous`."""
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
