"""The day on which a group meets: the market day, the nth weekday of a month, a typed date."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, time, timedelta
from enum import StrEnum

FEWEST_TOLD = 5
"""A number of people below this is told to nobody."""
LAST_OF_MONTH = 5
"""As `nth`: the last such weekday of the month."""
FARTHEST_AHEAD = timedelta(days=180)

_DATE = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*(\d{4}|\d{2}))?\.?")
_DAY = re.compile(r"(\d{1,2})\.?")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.]\s*(\d{2}))?")


class MeetingNews(StrEnum):
    """News of a meeting for its group."""

    PLANNED = "planned"
    MOVED = "moved"
    CALLED_OFF = "called_off"


class DateProblem(StrEnum):
    """Why a typed text is not a day to meet on."""

    UNREAD = "unread"
    NO_MONTH = "no_month"
    NO_SUCH_DAY = "no_such_day"
    OVER = "over"
    TOO_FAR = "too_far"


def next_weekday(weekday: int, after: date) -> date:
    """The first such day later than `after`; Monday is 0."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Raises ValueError if nth is neither 1 to 4 nor LAST_OF_MONTH."""
    if not 1 <= nth <= LAST_OF_MONTH:
        raise ValueError(f"a month has a first to fourth and a last {weekday=}, not {nth=}")
    first = next_weekday(weekday, date(year, month, 1) - timedelta(days=1))
    if nth < LAST_OF_MONTH:
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


def may_be_told(sent: int, asked: int) -> bool:
    """Return whether a group may hear how many counts came: a small number points at people."""
    return FEWEST_TOLD <= sent <= asked


def read_date(text: str, today: date) -> date | DateProblem:
    """`24.12.`, `24/12/2026`, `24-12-26`: a day from today on, at most FARTHEST_AHEAD away."""
    if day := _DAY.fullmatch(text.strip()):
        return DateProblem.NO_MONTH if 1 <= int(day[1]) <= 31 else DateProblem.NO_SUCH_DAY
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return DateProblem.UNREAD
    year = int(found[3] or 0)
    years = [year if year > 99 else 2000 + year] if found[3] else [today.year, today.year + 1]
    return _nearest(_days(int(found[1]), int(found[2]), years), today)


def _days(day: int, month: int, years: list[int]) -> list[date]:
    """The dates that exist."""
    found = []
    for year in years:
        with suppress(ValueError):
            found.append(date(year, month, day))
    return found


def _nearest(days: list[date], today: date) -> date | DateProblem:
    for day in days:
        if today <= day <= today + FARTHEST_AHEAD:
            return day
    if not days:
        return DateProblem.NO_SUCH_DAY
    return DateProblem.OVER if days[0] < today else DateProblem.TOO_FAR


def read_time(text: str) -> time | None:
    """`11`, `11:30`, or `2` for two in the afternoon. None if it is not a usual hour to meet."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if 1 <= hour <= 5:
        hour += 12
    return time(hour, minute) if 6 <= hour <= 20 and minute < 60 else None
