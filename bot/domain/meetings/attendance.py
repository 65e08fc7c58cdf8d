"""Attendance and counts whose result does not depend on the order or number of the presses.

Each press carries a mark that is one greater than the mark the person saw. The greatest holds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from bot.domain.schedule import local_day

GREATEST_MARK = 100_000
"""No meeting reaches it; a greater mark is forged."""
LATE_ENTRIES_FOR = timedelta(days=3)
"""How long a village may be without network until the presses arrive."""


@dataclass(frozen=True, slots=True, order=True)
class EnteredCount:
    """A count as one press carries it. Of two counts with the same mark the greater holds."""

    mark: int
    pills: Fraction


def is_present(mark: int) -> bool:
    """Marks alternate: present, absent, present again."""
    return mark % 2 == 1


def is_mark(mark: int) -> bool:
    return 0 < mark <= GREATEST_MARK


def entry_time(starts_at: datetime, closed_at: datetime | None, now: datetime) -> datetime | None:
    """The time under which an entry made now is stored. None if it is too early or too late.

    An entry that arrives on a later day still counts as made at the meeting.
    """
    day = local_day(starts_at)
    if local_day(now) < day or now > entries_end(starts_at, closed_at):
        return None
    if closed_at is not None:
        return min(now, closed_at)
    return now if local_day(now) == day else starts_at


def entries_end(starts_at: datetime, closed_at: datetime | None) -> datetime:
    """From then on the meeting takes no entries."""
    return (closed_at or starts_at) + LATE_ENTRIES_FOR
