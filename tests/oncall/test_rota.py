"""Who is on call when."""

from datetime import date, datetime

import pytest

from bot.domain.oncall import Shift, is_on_call, shifts_on
from bot.domain.schedule import KOLKATA

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
WEEK = Shift(9, 17, frozenset({0, 1, 2, 3, 4}))
NIGHTS = Shift(20, 8, frozenset({0}))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=KOLKATA)


def test_somebody_without_hours_is_always_on_call() -> None:
    assert is_on_call([], at(29, 3))
    assert not is_on_call([], at(29, 3), by_default=False)


@pytest.mark.parametrize(
    ("now", "there"),
    [(at(23, 8, 59), False), (at(23, 9), True), (at(23, 16, 59), True), (at(23, 17), False)],
)
def test_the_hours_of_the_week_hold_from_the_first_to_before_the_last(now, there) -> None:
    assert is_on_call([WEEK], now) is there


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    assert is_on_call([NIGHTS], at(23, 23))
    assert is_on_call([NIGHTS], at(24, 7, 59))
    assert not is_on_call([NIGHTS], at(24, 8))
    assert not is_on_call([NIGHTS], at(24, 23))
    assert not is_on_call([NIGHTS], at(23, 7))


def test_a_day_off_takes_the_weeks_hours_away_and_no_other_days() -> None:
    off = Shift(0, 24, day=MONDAY, on_call=False)
    assert not is_on_call([WEEK, off], at(23, 12))
    assert is_on_call([WEEK, off], at(24, 12))
    assert not is_on_call([NIGHTS, off], at(24, 3))


def test_a_day_can_have_hours_of_its_own() -> None:
    off, evening = Shift(0, 24, day=MONDAY, on_call=False), Shift(18, 22, day=MONDAY)
    assert shifts_on([WEEK, off, evening], MONDAY) == [evening]
    assert shifts_on([WEEK, evening], MONDAY) == [WEEK, evening]
    assert is_on_call([off, evening], at(23, 19))
    assert not is_on_call([off, evening], at(23, 12))


def test_somebody_who_is_never_on_call_may_take_a_day() -> None:
    once = Shift(0, 24, day=TUESDAY)
    assert is_on_call([WEEK, once], at(24, 3), by_default=False)
    assert not is_on_call([WEEK, once], at(23, 12), by_default=False)
