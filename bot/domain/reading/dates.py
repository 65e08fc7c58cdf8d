"""A day as people write it: `15/11`, `15-11-2026`, `2026-11-15`."""

import re
from datetime import date, timedelta

from bot.domain.reading.script import plain

LOOKS_BACK = timedelta(days=3650)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]00:00(?::00)?)?")


def read_day(text: str, today: date) -> date | None:
    """Reads a day between ten years ago and today; without a year, the latest such day."""
    said = plain(text).strip()
    if year_first := _YEAR_FIRST.fullmatch(said):
        year, month, day = map(int, year_first.groups())
    elif day_first := _DAY_FIRST.fullmatch(said):
        day, month, year = (int(group or 0) for group in day_first.groups())
    else:
        return None
    found = _date(year, month, day, today)
    return found if found is not None and today - LOOKS_BACK <= found <= today else None


def _date(year: int, month: int, day: int, today: date) -> date | None:
    if not year:
        this_year = _date(today.year, month, day, today)
        if this_year is not None and this_year <= today:
            return this_year
        year = today.year - 1
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
