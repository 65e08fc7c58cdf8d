"""When a person is asked for a count or how they are, and when the asking ends."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from bot.domain.schedule import after_quiet, instant, late, local_day, next_at

MORNING, EVENING = 7, 19
"""The two hours to choose from: before the field, and after it."""
MAX_LATE = timedelta(hours=2)
"""What the bot missed by more is not said late: the next own hour is the next occasion."""
REPEAT_AFTER = timedelta(days=2)
"""Between the question, its one repetition, and the word to the leader."""
ASKED_AT_MOST = 2
HEARD_WITHIN = timedelta(hours=48)
"""WelTel's window: past it no answer is itself a sign."""
SILENT_WEEKS = 2
GREETED_AGAIN_AFTER = timedelta(days=28)
CALLED_DAYS_BEFORE = 5
"""So many days before a meeting its counts begin; the last are asked for three days before."""


def days_before(patient_id: int) -> int:
    """Three to five: a group is not all asked in one evening."""
    return CALLED_DAYS_BEFORE - patient_id % 3


def count_due(
    *,
    last: datetime | None,
    meeting: date | None,
    before: int,
    every_days: int,
    hour: int,
    now: datetime,
) -> datetime:
    """When a new round of asking begins; in the past where it should have begun already.

    `last` is the last count or first question, None: never. `meeting` is the day of the next
    one, None: none is planned, or it is too far off to wait for.
    """
    today = local_day(now)
    near = meeting is not None and 0 < (meeting - today).days <= every_days
    if meeting is not None and near:
        fresh_from = meeting - timedelta(days=every_days // 2)
        if last is None or local_day(last) < fresh_from:
            return _by_day(meeting - timedelta(days=before), hour)
    if last is None:
        return now
    return _by_day(local_day(last) + timedelta(days=every_days), hour)


def _by_day(day: date, hour: int) -> datetime:
    return after_quiet(instant(day, time(hour)))


def own_hour(hour: int, after: datetime) -> datetime:
    """When the person's hour strikes next; one of the night waits for the morning."""
    return after_quiet(next_at(hour, 0, after))


def moved_to_hour(due: datetime, hour: int, now: datetime) -> datetime:
    """The same day at another hour; if that is gone, when the hour next strikes."""
    moved = _by_day(local_day(due), hour)
    return moved if moved > now else own_hour(hour, now)


def is_own_hour(hour: int, now: datetime) -> bool:
    """Whether the hour has struck today, not too long ago."""
    struck = instant(local_day(now), time(hour))
    return struck <= now and not late(struck, now, MAX_LATE)


def after_pause(until: date, hour: int, now: datetime) -> datetime:
    """The own hour on the first day that the pause no longer holds; `until` is its last day."""
    return max(_by_day(until + timedelta(days=1), hour), now)


def is_count_week(now: datetime, counts: Iterable[datetime | None]) -> bool:
    """Whether a count is asked for in the calendar week of `now`: then nobody asks how they are."""
    week = local_day(now).isocalendar()[:2]
    return any(at is not None and local_day(at).isocalendar()[:2] == week for at in counts)
