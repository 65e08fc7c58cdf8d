"""A course: one treatment of one patient with all that its arithmetic needs."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from bot.domain.adherence import (
    Count,
    Dispensed,
    Interval,
    Regimen,
    Standing,
    days_without,
    dose_on,
    first_fill,
    interval,
    remaining_estimate,
    standing_of,
)
from db.enums import CountSource, Keeping, Programme

KEPT = 2
"""Intervals that decide: the last two."""


@dataclass(frozen=True, slots=True)
class StandingCount:
    id: int | None
    """None: given in this transaction, not yet numbered."""
    at: datetime
    on: date
    remaining: Fraction
    doubtful: bool
    source: CountSource
    lost: Fraction = Fraction(0)
    """Units dropped or given away since the count before."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included; None: it has not ended."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
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
    """What stands on the strip."""
    spoken_name: str
    """What the patient calls it."""
    strip_size: int | None
    countable: bool
    photo: str | None
    count_hour: int
    count_every_days: int
    kept: Keeping | None = None
    """How it is kept where somebody else in the house takes it, too."""
    regimens: list[Regimen] = field(default_factory=list)
    dispensed: list[Dispensed] = field(default_factory=list)
    counts: list[StandingCount] = field(default_factory=list)
    """Those that stand, oldest first."""
    excused: list[Span] = field(default_factory=list)
    """Hospital, travel, stopped by the doctor: nothing was due."""
    stock_outs: list[Span] = field(default_factory=list)
    """The clinic had none."""

    def dose_on(self, day: date) -> Fraction:
        """Units due on a day; 0 where none are."""
        return dose_on(self.regimens, day)

    def fills_seen_by_count_of(self, day: date) -> list[Dispensed]:
        """The fills as a count given now for `day` sees them: all that came so far are in it."""
        return [replace(f, after_count=False) if f.at == day else f for f in self.dispensed]

    def count_before(self, day: date) -> Count | None:
        """The last trusted count of an earlier day; else the fill that started the treatment."""
        for count in reversed(self.trusted):
            if count.on < day:
                return Count(count.on, count.remaining)
        fill = first_fill(self.dispensed)
        return fill if fill is not None and fill.at <= day else None

    @property
    def last(self) -> StandingCount | None:
        return self.counts[-1] if self.counts else None

    @property
    def trusted(self) -> list[StandingCount]:
        return [count for count in self.counts if not count.doubtful]

    @property
    def is_out_of_stock(self) -> bool:
        return any(span.last is None for span in self.stock_outs)

    def standing(self) -> Standing:
        """What the newest counts come to."""
        newest = self.trusted[-KEPT:]
        last = self.last
        return standing_of(
            [found for count in newest if (found := self.interval_to(count)) is not None],
            newest[-1].source if newest else None,
            doubted=(last is not None and last.doubtful) or self.kept is Keeping.TOGETHER,
        )

    def interval_to(self, count: StandingCount) -> Interval | None:
        """From the count before. None: there is none, or only one of the same day."""
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
        """Days excused, and those on which the clinic's own lack left nothing to take."""
        excused = {
            before.at + timedelta(days=n)
            for n in range((until - before.at).days if self.excused else 0)
            if any(span.holds(before.at + timedelta(days=n)) for span in self.excused)
        }
        if self.stock_outs:
            without = days_without(before, self.dispensed, self.regimens, until)
            excused |= {d for d in without if any(span.holds(d) for span in self.stock_outs)}
        return frozenset(excused)

    def stock(self, today: date) -> tuple[date, Fraction] | None:
        """The last day on which something is known, and the units there that morning.

        After a later fill: what is there if all was taken as prescribed until then. None: nobody
        counted and nothing was handed out.
        """
        trusted = self.trusted
        start = first_fill(self.dispensed)
        if trusted:
            start = Count(trusted[-1].on, trusted[-1].remaining)
        if start is None or start.at > today:
            return None
        on = max([start.at, *(fill.at for fill in self.dispensed if fill.at <= today)])
        return on, remaining_estimate(start, self.dispensed, self.regimens, on)
