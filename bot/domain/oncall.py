"""Who is on call at a moment: the hours of every week, changed by single days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.schedule import local_day, local_time


@dataclass(frozen=True, slots=True)
class Shift:
    """Either `weekdays` (Monday is 0) or one `day` is given.

    `until` is an hour, 24 is midnight; not later than `begins`, it is of the next morning. For one
    day, `on_call` False takes the week's hours away, True adds hours.
    """

    begins: int
    until: int
    weekdays: frozenset[int] | None = None
    day: date | None = None
    on_call: bool = True

    def begins_on(self, day: date) -> bool:
        return day == self.day if self.weekdays is None else day.weekday() in self.weekdays

    @property
    def over_midnight(self) -> bool:
        return self.until <= self.begins


WHOLE_DAY = Shift(0, 24, frozenset(range(7)))


def shifts_on(shifts: Sequence[Shift], day: date, *, usually: bool = True) -> list[Shift]:
    """The hours that begin on this day.

    `usually` False: never on call but on days that were added. Somebody without hours of the week
    is on call around the clock.
    """
    once = [shift for shift in shifts if shift.day == day]
    added = [shift for shift in once if shift.on_call]
    if not usually or len(added) < len(once):
        return added
    weekly = [shift for shift in shifts if shift.weekdays is not None] or [WHOLE_DAY]
    return [shift for shift in weekly if shift.begins_on(day)] + added


def on_duty(shifts: Sequence[Shift], now: datetime, *, usually: bool = True) -> bool:
    today, hour = local_day(now), local_time(now).hour
    if any(
        shift.begins <= hour and (shift.over_midnight or hour < shift.until)
        for shift in shifts_on(shifts, today, usually=usually)
    ):
        return True
    before = shifts_on(shifts, today - timedelta(days=1), usually=usually)
    return any(shift.over_midnight and hour < shift.until for shift in before)
