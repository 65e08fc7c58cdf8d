"""On which days and hours the bot posts to a group."""

from datetime import date, datetime, timedelta

from bot.domain.quiet_hours import after_quiet
from bot.domain.schedule import local_day, next_at

WEEK = 7


def next_day(weekday: int | None, after: date) -> date | None:
    """The first such weekday later than `after`, Monday is 0. None if no weekday is set."""
    if weekday is None:
        return None
    return after + timedelta(days=(weekday - after.weekday() - 1) % WEEK + 1)


def next_hour_on(hour: int, weekday: int | None, after: datetime) -> datetime:
    """The next time with this hour, on that weekday or, if None, on any day.

    In quiet hours it moves to the morning.
    """
    at = after_quiet(next_at(hour, 0, after))
    while weekday is not None and local_day(at).weekday() != weekday:
        at = after_quiet(next_at(hour, 0, at))
    return at
