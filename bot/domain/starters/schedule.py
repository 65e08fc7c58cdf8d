"""On which days of the week the bot speaks to a group."""

from datetime import date, datetime, timedelta

from bot.domain.schedule import after_quiet, local_day, next_at

WEEK = 7


def next_day(weekday: int | None, after: date) -> date | None:
    """The first such day later than `after`, Monday 0; None: there is no such day."""
    if weekday is None:
        return None
    return after + timedelta(days=(weekday - after.weekday() - 1) % WEEK + 1)


def next_strike(hour: int, weekday: int | None, after: datetime) -> datetime:
    """When the hour strikes next, on that day of the week or, with None, on any.

    An hour of the night waits for the morning.
    """
    at = after_quiet(next_at(hour, 0, after))
    while weekday is not None and local_day(at).weekday() != weekday:
        at = after_quiet(next_at(hour, 0, at))
    return at
