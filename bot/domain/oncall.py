"""Who is on call at a moment: weekly hours, and single days that replace or add to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.schedule import local_day, local_time


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours on call, either on `weekdays` (Monday is 0) or on one `day`.

    `begins` and `until` are hours, 24 is midnight; an `until` not later than `begins` is on the
    next morning. For a single day, `on_call` False cancels the weekly hours and True adds hours.
    """

    begins: int
    until: int
    weekdays: frozenset[int] | None = None
    day: date | None = None
    on_call: bool = True

    def begins_on(self, day: date) -> bool:
        return day == self.day if self.weekdays is None else day.weekday() in self.weekdays

    @property
    def ends_next_day(self) -> bool:
        return self.until <= self.begins


@dataclass(frozen=True, slots=True)
class RotaDay:
    """A day of somebody's rota: the shifts that begin on it, as (from, until)."""

    day: date
    hours: tuple[tuple[int, int], ...]


AROUND_THE_CLOCK = Shift(0, 24, frozenset(range(7)))


def shifts_on(shifts: Sequence[Shift], day: date, *, by_default: bool = True) -> list[Shift]:
    """The shifts that begin on this day.

    Somebody without weekly hours is on call around the clock; with `by_default` False they are on
    call only on single days that were added.
    """
    once = [shift for shift in shifts if shift.day == day]
    added = [shift for shift in once if shift.on_call]
    if not by_default or len(added) < len(once):
        return added
    weekly = [shift for shift in shifts if shift.weekdays is not None] or [AROUND_THE_CLOCK]
    return [shift for shift in weekly if shift.begins_on(day)] + added


def is_on_call(shifts: Sequence[Shift], now: datetime, *, by_default: bool = True) -> bool:
    today, hour = local_day(now), local_time(now).hour
    if any(
        shift.begins <= hour and (shift.ends_next_day or hour < shift.until)
        for shift in shifts_on(shifts, today, by_default=by_default)
    ):
        return True
    before = shifts_on(shifts, today - timedelta(days=1), by_default=by_default)
    return any(shift.ends_next_day and hour < shift.until for shift in before)
