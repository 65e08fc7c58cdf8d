"""Only what the clinic's hours allow is promised."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alerts.backdating import backdate_choices
from bot.domain.clinics import CallPromise, OpeningHours, answer_deadline, call_promised
from bot.domain.schedule import KOLKATA

MONDAY = date(2026, 11, 23)
SUNDAYS_OFF = OpeningHours(9, 17, frozenset({6}), frozenset({date(2026, 11, 24)}))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=KOLKATA)


@pytest.mark.parametrize(
    ("now", "promise"),
    [
        (at(23, 7), CallPromise(date(2026, 11, 23), 9)),
        (at(23, 9), CallPromise(date(2026, 11, 23), None)),
        (at(23, 16), CallPromise(date(2026, 11, 23), None)),
        (at(23, 16, 1), CallPromise(date(2026, 11, 25), 9)),  # Tuesday is a holiday
        (at(23, 22), CallPromise(date(2026, 11, 25), 9)),
        (at(28, 16, 30), CallPromise(date(2026, 11, 30), 9)),  # Saturday evening
        (at(29, 12), CallPromise(date(2026, 11, 30), 9)),
    ],
)
def test_a_call_is_promised_for_when_somebody_is_there(now: datetime, promise: CallPromise) -> None:
    assert call_promised(SUNDAYS_OFF, now) == promise


def test_an_answer_within_two_working_days_passes_over_what_is_closed() -> None:
    assert answer_deadline(SUNDAYS_OFF, at(23, 12)) == date(2026, 11, 26)
    assert answer_deadline(SUNDAYS_OFF, at(27, 12)) == date(2026, 11, 30)


def test_a_clinic_that_never_works_still_promises_a_day() -> None:
    never = OpeningHours(9, 17, frozenset(range(7)))
    assert call_promised(never, at(23, 12)) == CallPromise(date(2026, 11, 24), 9)


@given(
    day=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    clock=st.times(),
    opens=st.integers(0, 12),
    length=st.integers(2, 11),
    closed=st.frozensets(st.integers(0, 6), max_size=6),
    free=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 2, 1)), max_size=5),
)
def test_no_promise_falls_on_a_day_or_hour_without_work(day, clock, opens, length, closed, free):
    hours = OpeningHours(opens, opens + length, closed, free)
    here = datetime.combine(day, clock, KOLKATA)
    promise = call_promised(hours, here)
    assert hours.works_on(promise.day)
    if promise.after is None:
        assert promise.day == day
        assert hours.works_at(here)
    else:
        assert datetime.combine(promise.day, time(opens), KOLKATA) > here


def test_only_times_after_it_was_raised_can_be_chosen() -> None:
    assert list(backdate_choices(at(24, 12), at(23, 8))) == [
        "hour",
        "morning",
        "evening",
        "yesterday",
    ]
    assert list(backdate_choices(at(24, 12), at(23, 20))) == ["hour", "morning"]
    assert backdate_choices(at(24, 12), at(24, 11, 30)) == {}
