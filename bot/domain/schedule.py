"""Wall-clock rules of the village: local days, quiet hours, when the next reminder is due."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

KOLKATA = ZoneInfo("Asia/Kolkata")

# People rise early for field and forest; after nine at night only an emergency may ring.
QUIET_FROM = time(21)
QUIET_UNTIL = time(6)


def _local(now: datetime) -> datetime:
    if now.utcoffset() is None:
        raise ValueError(f"need a time with its zone, got {now!r}")
    return now.astimezone(KOLKATA)


def local_day(now: datetime) -> date:
    """The date on the wall in Chhattisgarh. Raises ValueError for a naive time, as all here do."""
    return _local(now).date()


def local_time(now: datetime) -> time:
    """The wall clock in Chhattisgarh, without a zone."""
    return _local(now).time()


def instant(day: date, clock: time) -> datetime:
    """The UTC instant at which the wall in Chhattisgarh shows this day and clock."""
    return datetime.combine(day, clock, KOLKATA).astimezone(UTC)


def is_quiet(now: datetime) -> bool:
    """Whether it is night: from 21:00 up to, not including, 06:00."""
    clock = local_time(now)
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def next_at(hour: int, minute: int, after: datetime) -> datetime:
    """The first instant later than `after` at which the wall shows hour:minute, in UTC."""
    today = instant(local_day(after), time(hour, minute))
    if today > after:
        return today
    return instant(local_day(after) + timedelta(days=1), time(hour, minute))


def after_quiet(now: datetime) -> datetime:
    """`now` itself by day; at night the coming 06:00."""
    if not is_quiet(now):
        return now
    return next_at(QUIET_UNTIL.hour, QUIET_UNTIL.minute, now)


def after_night(now: datetime, wakes: time) -> datetime:
    """`now` itself by day; from 21:00 on, and before `wakes`, the coming `wakes`."""
    clock = local_time(now)
    if wakes <= clock < QUIET_FROM:
        return now
    return next_at(wakes.hour, wakes.minute, now)


def next_reminder(last: datetime, *, hour: int, interval_days: int, now: datetime) -> datetime:
    """When to remind again: at the person's own hour, `interval_days` after the day of `last`.

    `last` is the last reminder or count, or the day of joining. If that moment is already gone, as
    after an outage, the next time their hour strikes. An hour in the night waits for the morning.

    Raises:
        ValueError: the interval is less than a day, or a time has no zone.
    """
    if interval_days < 1:
        raise ValueError(f"need an interval of a day or more, got {interval_days=}")
    due = instant(local_day(last) + timedelta(days=interval_days), time(hour))
    return after_quiet(due if due > now else next_at(hour, 0, now))


def late(due: datetime, now: datetime, max_late: timedelta) -> bool:
    """Whether something due is now too old to be worth saying."""
    return _local(now) - _local(due) > max_late
