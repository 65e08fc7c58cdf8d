"""Which day a group meets: the weekly market, the nth weekday of a month, a date as written."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, time, timedelta
from enum import StrEnum

FEWEST = 5
"""A sum of fewer people is told to nobody."""
LAST = 5
"""The last weekday of a month, as an nth."""
FARTHEST = timedelta(days=180)

_DATE = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*(\d{4}|\d{2}))?\.?")
_DAY = re.compile(r"(\d{1,2})\.?")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.]\s*(\d{2}))?")


class MeetingNews(StrEnum):
    """What a group hears of a meeting."""

    PLANNED = "planned"
    MOVED = "moved"
    CALLED_OFF = "called_off"


class Misread(StrEnum):
    """Why something typed is no day to meet on."""

    UNREAD = "unread"
    NO_MONTH = "no_month"
    NO_SUCH_DAY = "no_such_day"
    OVER = "over"
    TOO_FAR = "too_far"


def next_weekday(weekday: int, after: date) -> date:
    """The first such day later than `after`; Monday is 0."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Raises ValueError for an nth that is not 1 to 4, or LAST."""
    if not 1 <= nth <= LAST:
        raise ValueError(f"a month has a first to fourth and a last {weekday=}, not {nth=}")
    first = next_weekday(weekday, date(year, month, 1) - timedelta(days=1))
    if nth < LAST:
        return first + timedelta(weeks=nth - 1)
    days = monthrange(year, month)[1]
    return first + timedelta(weeks=(days - first.day) // 7)


def next_by_rule(nth: int, weekday: int, after: date) -> date:
    """The rule's first day later than `after`."""
    this_month = nth_weekday(after.year, after.month, nth, weekday)
    if this_month > after:
        return this_month
    year, month = (after.year + 1, 1) if after.month == 12 else (after.year, after.month + 1)
    return nth_weekday(year, month, nth, weekday)


def told_to_group(sent: int, asked: int) -> bool:
    """Whether a group may hear how many counts came: a sum of fewer than five points at people."""
    return FEWEST <= sent <= asked


def read_date(text: str, today: date) -> date | Misread:
    """`24.12.`, `24/12/2026`, `24-12-26`: a day from today on, at most FARTHEST away."""
    if day := _DAY.fullmatch(text.strip()):
        return Misread.NO_MONTH if 1 <= int(day[1]) <= 31 else Misread.NO_SUCH_DAY
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return Misread.UNREAD
    year = int(found[3] or 0)
    years = [year if year > 99 else 2000 + year] if found[3] else [today.year, today.year + 1]
    return _nearest(_days(int(found[1]), int(found[2]), years), today)


def _days(day: int, month: int, years: list[int]) -> list[date]:
    """Those of them that exist."""
    found = []
    for year in years:
        with suppress(ValueError):
            found.append(date(year, month, day))
    return found


def _nearest(days: list[date], today: date) -> date | Misread:
    for day in days:
        if today <= day <= today + FARTHEST:
            return day
    if not days:
        return Misread.NO_SUCH_DAY
    return Misread.OVER if days[0] < today else Misread.TOO_FAR


def read_time(text: str) -> time | None:
    """`11`, `11:30`, and `2` for two in the afternoon. None: no hour at which people meet."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if 1 <= hour <= 5:
        hour += 12
    return time(hour, minute) if 6 <= hour <= 20 and minute < 60 else None
