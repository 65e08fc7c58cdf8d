"""When a clinic works, and what may be promised: only what those hours can keep."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.schedule import local_day, local_time

LAST_CALL = timedelta(hours=1)
"""A call today is promised until so long before closing."""
WORKING_DAYS = 2
"""Within so many a routine matter is answered."""
LOOKS_AHEAD = 60
"""Days. No clinic rests longer; one that says so is taken to open the next day."""


@dataclass(frozen=True, slots=True)
class Hours:
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
        ahead = (after + timedelta(days=days) for days in range(1, LOOKS_AHEAD))
        return next(filter(self.works_on, ahead), after + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Promise:
    """Somebody calls on `day`. `after` is the hour it opens; None: it is open now."""

    day: date
    after: int | None


def call_promised(hours: Hours, now: datetime) -> Promise:
    today, clock = local_day(now), local_time(now)
    if hours.works_on(today):
        if clock < time(hours.opens):
            return Promise(today, hours.opens)
        last = timedelta(hours=hours.closes) - LAST_CALL
        if timedelta(hours=clock.hour, minutes=clock.minute) <= last:
            return Promise(today, None)
    return Promise(hours.next_day(today), hours.opens)


def answered_by(hours: Hours, now: datetime) -> date:
    """The last day on which a routine matter is answered: working days, today not counted."""
    day = local_day(now)
    for _ in range(WORKING_DAYS):
        day = hours.next_day(day)
    return day
