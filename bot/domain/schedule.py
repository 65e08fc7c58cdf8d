"""Rules of local time: days in Chhattisgarh, quiet hours, when the next reminder is due."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

KOLKATA = ZoneInfo("Asia/Kolkata")

# People get up early for work in the fields. After nine at night only an emergency may ring.
QUIET_FROM = time(21)
QUIET_UNTIL = time(6)


def _local(now: datetime) -> datetime:
    if now.utcoffset() is None:
        raise ValueError(f"need a time with its zone, got {now!r}")
    return now.astimezone(KOLKATA)


def local_day(now: datetime) -> date:
    """The date in Chhattisgarh. Raises ValueError for a naive time, as all functions here do."""
    return _local(now).date()


def local_time(now: datetime) -> time:
    """The time of day in Chhattisgarh, without a zone."""
    return _local(now).time()


def instant(day: date, clock: time) -> datetime:
    """The moment, in UTC, of this day and time of day in Chhattisgarh."""
    return datetime.combine(day, clock, KOLKATA).astimezone(UTC)


def is_quiet(now: datetime) -> bool:
    """Whether it is night: from 21:00 up to, not including, 06:00."""
    clock = local_time(now)
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def next_at(hour: int, minute: int, after: datetime) -> datetime:
    """The first moment later than `after` at which it is hour:minute in Chhattisgarh, in UTC."""
    today = instant(local_day(after), time(hour, minute))
    if today > after:
        return today
    return instant(local_day(after) + timedelta(days=1), time(hour, minute))


def after_quiet(now: datetime) -> datetime:
    """`now` by day; at night the next 06:00."""
    if not is_quiet(now):
        return now
    return next_at(QUIET_UNTIL.hour, QUIET_UNTIL.minute, now)


def after_night(now: datetime, wakes: time) -> datetime:
    """`now` by day; from 21:00 on, and before `wakes`, the next `wakes`."""
    clock = local_time(now)
    if wakes <= clock < QUIET_FROM:
        return now
    return next_at(wakes.hour, wakes.minute, now)


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


def is_late(due: datetime, now: datetime, max_late: timedelta) -> bool:
    """Whether something that was due is now too old to be sent."""
    return _local(now) - _local(due) > max_late
