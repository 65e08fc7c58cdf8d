"""How a medicine is prescribed."""

from enum import StrEnum


class Pattern(StrEnum):
    """On which days a medicine is due."""

    DAILY = "daily"
    EVERY_DAYS = "every_days"
    WEEKDAYS = "weekdays"
    AS_NEEDED = "as_needed"
