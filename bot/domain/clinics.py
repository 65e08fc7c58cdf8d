"""Opening hours of a clinic, and what may be promised: only what those hours allow."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.schedule import local_day, local_time

LAST_CALL_BEFORE_CLOSING = timedelta(hours=1)
"""Later than this before closing, no call is promised for today."""
WORKING_DAYS = 2
"""A routine matter is answered within so many working days."""
DAYS_LOOKED_AHEAD = 60
"""If no working day is found within this time, the next day is taken."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Hours of the day in Asia/Kolkata; 24 is midnight. Weekdays: Monday is 0."""

    opens: int
    closes: int
    closed_weekdays: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        return day.weekday() not in self.closed_weekdays and day not in self.holidays

    def works_at(self, now: datetime) -> bool:
        return self.works_on(local_day(now)) and self.opens <= local_time(now).hour < self.closes

    def next_day(self, after: date) -> date:
        """The first working day later than `after`."""
        ahead = (after + timedelta(days=days) for days in range(1, DAYS_LOOKED_AHEAD))
        return next(filter(self.works_on, ahead), after + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class CallPromise:
    """Somebody calls on `day`, after the hour `after`; that is None if the clinic is open now."""

    day: date
    after: int | None


def call_promised(hours: OpeningHours, now: datetime) -> CallPromise:
    today, clock = local_day(now), local_time(now)
    if hours.works_on(today):
        if clock < time(hours.opens):
            return CallPromise(today, hours.opens)
        last = timedelta(hours=hours.closes) - LAST_CALL_BEFORE_CLOSING
        if timedelta(hours=clock.hour, minutes=clock.minute) <= last:
            return CallPromise(today, None)
    return CallPromise(hours.next_day(today), hours.opens)


def answer_deadline(hours: OpeningHours, now: datetime) -> date:
    """The last day to answer a routine matter. Today does not count as a working day."""
    day = local_day(now)
    for _ in range(WORKING_DAYS):
        day = hours.next_day(day)
    return day
