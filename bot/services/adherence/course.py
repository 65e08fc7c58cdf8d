"""A course: one treatment of one patient with everything that its arithmetic needs."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from bot.domain.adherence import (
    Count,
    Dispensed,
    Interval,
    LatestIntervals,
    Regimen,
    days_without_stock,
    dose_on,
    first_fill,
    interval,
    latest_intervals,
    remaining_estimate,
)
from db.enums import CountSource, PillStorage, Programme

DECIDING_COUNTS = 2
"""How many of the newest counts decide. One alone is too often mistaken."""


@dataclass(frozen=True, slots=True)
class RecordedCount:
    """A count that no other has replaced."""

    id: int | None
    """None if it was given in this transaction and is not in the table yet."""
    at: datetime
    on: date
    remaining: Fraction
    doubtful: bool
    source: CountSource
    lost: Fraction = Fraction(0)
    """Units dropped, given or thrown away since the count before."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; `last` is None if it has not ended."""

    first: date
    last: date | None

    def contains(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(slots=True)
class Course:
    treatment_id: int
    patient_id: int
    patient_name: str
    clinic_id: int
    programme: Programme | None
    medicine_id: int
    medicine_name: str
    """The name on the strip."""
    spoken_name: str
    """What the patient calls it."""
    strip_size: int | None
    countable: bool
    photo: str | None
    count_hour: int
    count_every_days: int
    storage: PillStorage | None = None
    """Whether it is stored apart, if somebody else in the household takes the same."""
    regimens: list[Regimen] = field(default_factory=list)
    dispensed: list[Dispensed] = field(default_factory=list)
    counts: list[RecordedCount] = field(default_factory=list)
    """Oldest first; doubtful ones included."""
    excused: list[Span] = field(default_factory=list)
    """In hospital, travelling, told to stop: nothing was due."""
    stock_outs: list[Span] = field(default_factory=list)
    """When the clinic had none of it."""

    def dose_on(self, day: date) -> Fraction:
        """Units due on a day, 0 if none are."""
        return dose_on(self.regimens, day)

    def fills_seen_by_count_of(self, day: date) -> list[Dispensed]:
        """The fills for a count of `day` that is given now: all fills of `day` so far are in it."""
        return [replace(f, after_count=False) if f.at == day else f for f in self.dispensed]

    def count_before(self, day: date) -> Count | None:
        """The last trusted count of an earlier day, or else the fill that started the treatment."""
        for count in reversed(self.trusted):
            if count.on < day:
                return Count(count.on, count.remaining)
        fill = first_fill(self.dispensed)
        return fill if fill is not None and fill.at <= day else None

    @property
    def last(self) -> RecordedCount | None:
        return self.counts[-1] if self.counts else None

    @property
    def trusted(self) -> list[RecordedCount]:
        """The counts that are used in the arithmetic."""
        return [count for count in self.counts if not count.doubtful]

    @property
    def is_out_of_stock(self) -> bool:
        return any(span.last is None for span in self.stock_outs)

    def latest_intervals(self) -> LatestIntervals:
        """The intervals that end at the newest counts."""
        newest = self.trusted[-DECIDING_COUNTS:]
        last = self.last
        return latest_intervals(
            [found for count in newest if (found := self.interval_to(count)) is not None],
            newest[-1].source if newest else None,
            doubted=(last is not None and last.doubtful) or self.storage is PillStorage.TOGETHER,
        )

    def interval_to(self, count: RecordedCount) -> Interval | None:
        """The interval from the count before; None if there is no count of an earlier day."""
        before = self.count_before(count.on)
        if before is None or before.at == count.on:
            return None
        return interval(
            before,
            Count(count.on, count.remaining),
            self.dispensed,
            self.regimens,
            lost=count.lost,
            excluded=self._not_due(before, count.on),
            countable=self.countable,
        )

    def _not_due(self, before: Count, until: date) -> frozenset[date]:
        """Excused days, and days on which the clinic's stock-out left nothing to take."""
        excused = {
            before.at + timedelta(days=n)
            for n in range((until - before.at).days if self.excused else 0)
            if any(span.contains(before.at + timedelta(days=n)) for span in self.excused)
        }
        if self.stock_outs:
            without = days_without_stock(before, self.dispensed, self.regimens, until)
            excused |= {d for d in without if any(span.contains(d) for span in self.stock_outs)}
        return frozenset(excused)

    def stock(self, today: date) -> tuple[date, Fraction] | None:
        """The last day for which the stock is known, and the units there on that morning.

        If there was a fill after the last count, it is the stock on the day of that fill, provided
        that all was taken as prescribed. None if nobody has counted and nothing was dispensed.
        """
        trusted = self.trusted
        start = first_fill(self.dispensed)
        if trusted:
            start = Count(trusted[-1].on, trusted[-1].remaining)
        if start is None or start.at > today:
            return None
        on = max([start.at, *(fill.at for fill in self.dispensed if fill.at <= today)])
        return on, remaining_estimate(start, self.dispensed, self.regimens, on)
