"""Local time: the days and the clock of Chhattisgarh."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

KOLKATA = ZoneInfo("Asia/Kolkata")


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


def next_at(hour: int, minute: int, after: datetime) -> datetime:
    """The first moment later than `after` at which it is hour:minute in Chhattisgarh, in UTC."""
    today = instant(local_day(after), time(hour, minute))
    if today > after:
        return today
    return instant(local_day(after) + timedelta(days=1), time(hour, minute))


def is_late(due: datetime, now: datetime, max_late: timedelta) -> bool:
    """Whether something that was due is now too old to be sent."""
    return _local(now) - _local(due) > max_late
