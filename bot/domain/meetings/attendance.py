"""Who came and what was counted there: the same however often and in whatever order it is told.

Each press carries a mark that grows with what the presser saw before; the greatest mark holds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from bot.domain.schedule import local_day

MOST_MARKS = 100_000
"""No meeting has so many; a greater one was forged."""
TAKEN_FOR = timedelta(days=3)
"""So long the village may be without network before what was pressed there arrives."""


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A count as one press tells it. Of two with one mark, from two phones, the greater holds."""

    mark: int
    pills: Fraction


def is_present(mark: int) -> bool:
    """Marks are given in turn: here, not here, here again."""
    return mark % 2 == 1


def is_mark(mark: int) -> bool:
    return 0 < mark <= MOST_MARKS


def moment_of(starts_at: datetime, closed_at: datetime | None, now: datetime) -> datetime | None:
    """When that happened which is told now. None: the day has not come, or is too long past.

    What comes on a later day happened at the meeting all the same.
    """
    day = local_day(starts_at)
    if local_day(now) < day or now > settled_from(starts_at, closed_at):
        return None
    if closed_at is not None:
        return min(now, closed_at)
    return now if local_day(now) == day else starts_at


def settled_from(starts_at: datetime, closed_at: datetime | None) -> datetime:
    """From then on nothing more is taken."""
    return (closed_at or starts_at) + TAKEN_FOR
