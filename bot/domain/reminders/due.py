"""When a person is asked for a count or how they are, and when the reminders end."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from bot.domain.quiet_hours import after_quiet
from bot.domain.schedule import instant, is_late, local_day, next_at

MORNING, EVENING = 7, 19
"""The two hours to choose from: before and after work in the fields."""
MAX_LATE = timedelta(hours=2)
"""What is later than this is not sent: it waits for the next own hour."""
REPEAT_AFTER = timedelta(days=2)
"""Time between the first reminder, the second one, and the request for a greeting."""
ASKED_AT_MOST = 2
ANSWER_WITHIN = timedelta(hours=48)
"""The window of the WelTel trial: no answer within it is a sign by itself."""
UNANSWERED_WEEKS = 2
GREET_AGAIN_AFTER = timedelta(days=28)
COUNT_DAYS_BEFORE = 5
"""Counts for a meeting start so many days before it; the last are asked three days before."""


def days_before_meeting(patient_id: int) -> int:
    """Three to five, so that not all of a group are asked on one evening."""
    return COUNT_DAYS_BEFORE - patient_id % 3


def count_due_at(
    *,
    last: datetime | None,
    meeting: date | None,
    before: int,
    every_days: int,
    hour: int,
    now: datetime,
) -> datetime:
    """When a new round of reminders begins; in the past if it should have begun already.

    `last` is the last count or first reminder, None if there was none. `meeting` is the day of the
    next meeting, None if none is planned.
    """
    today = local_day(now)
    soon = meeting is not None and 0 < (meeting - today).days <= every_days
    if meeting is not None and soon:
        fresh_from = meeting - timedelta(days=every_days // 2)
        if last is None or local_day(last) < fresh_from:
            return _by_day(meeting - timedelta(days=before), hour)
    if last is None:
        return now
    return _by_day(local_day(last) + timedelta(days=every_days), hour)


def _by_day(day: date, hour: int) -> datetime:
    return after_quiet(instant(day, time(hour)))


def next_own_hour(hour: int, after: datetime) -> datetime:
    """The next time that it is the person's hour; an hour at night moves to the morning."""
    return after_quiet(next_at(hour, 0, after))


def moved_to_hour(due: datetime, hour: int, now: datetime) -> datetime:
    """The same day at another hour, or the next own hour if that has passed."""
    moved = _by_day(local_day(due), hour)
    return moved if moved > now else next_own_hour(hour, now)


def is_own_hour(hour: int, now: datetime) -> bool:
    """Whether the hour has come today, at most `MAX_LATE` ago."""
    struck = instant(local_day(now), time(hour))
    return struck <= now and not is_late(struck, now, MAX_LATE)


def first_hour_after_pause(until: date, hour: int, now: datetime) -> datetime:
    """The own hour on the day after the pause; `until` is its last day."""
    return max(_by_day(until + timedelta(days=1), hour), now)


def is_count_week(now: datetime, counts: Iterable[datetime | None]) -> bool:
    """Whether a count falls into the calendar week of `now`: then there is no check-in."""
    week = local_day(now).isocalendar()[:2]
    return any(at is not None and local_day(at).isocalendar()[:2] == week for at in counts)


def next_reminder(last: datetime, *, hour: int, interval_days: int, now: datetime) -> datetime:
    """When to remind again: at the person's own hour, `interval_days` after the day of `last`.

    `last` is the last reminder or count, or the day of joining. If that moment is past, for example
    after an outage, it is the next time at that hour. An hour at night waits for the morning.

    Raises:
        ValueError: the interval is less than a day, or a time has no zone.
    """
    if interval_days < 1:
        raise ValueError(f"need an interval of a day or more, got {interval_days=}")
    due = instant(local_day(last) + timedelta(days=interval_days), time(hour))
    return after_quiet(due if due > now else next_at(hour, 0, now))
