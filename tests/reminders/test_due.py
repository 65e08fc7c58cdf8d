"""The rules of reminders: how often, when before a meeting, on which day a group meets."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.calendar import (
    LAST_OF_MONTH,
    DateProblem,
    may_be_told,
    next_by_rule,
    next_weekday,
    nth_weekday,
    read_date,
    read_time,
)
from bot.domain.quiet_hours import is_quiet
from bot.domain.reminders.budget import PER_WEEK, WEEK, has_room, room_at
from bot.domain.reminders.due import (
    count_due_at,
    days_before_meeting,
    first_hour_after_pause,
    is_count_week,
    is_own_hour,
    moved_to_hour,
    next_own_hour,
)
from bot.domain.schedule import instant, local_day, local_time

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 60 * 24 * 365).map(lambda m: BEGIN + timedelta(minutes=m))
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
HOURS = st.integers(0, 23)
WEEKDAYS = st.integers(0, 6)


# The budget


@given(st.lists(MOMENTS, max_size=12), MOMENTS)
def test_there_is_room_for_a_person_exactly_when_fewer_than_three_came_in_seven_days(spent, now):
    spent = [at for at in spent if at <= now]
    recent = [at for at in spent if at > now - WEEK]
    expected = len(recent) < PER_WEEK and not is_quiet(now)
    assert has_room("account", spent, now) is expected


@given(st.lists(MOMENTS, max_size=40), st.sampled_from(["account", "group"]))
def test_who_always_waits_for_room_keeps_the_budget_for_ever(wishes, kind):
    sent: list[datetime] = []
    for wish in sorted(wishes):
        at = room_at(kind, sent, max([wish, *sent]))
        assert at >= wish
        assert has_room(kind, sent, at)
        assert not is_quiet(at)
        sent.append(at)
    if kind == "group":
        assert len({local_day(at) for at in sent}) == len(sent)
    else:
        assert all(sum(at <= other < at + WEEK for other in sent) <= PER_WEEK for at in sent)


# The count


@given(
    st.one_of(st.none(), MOMENTS), DAYS, st.integers(1, 10_000), st.integers(7, 60), HOURS, MOMENTS
)
def test_before_a_meeting_the_count_is_due_three_to_five_days_before_it(
    last, meeting, patient, every, hour, now
):
    due = count_due_at(
        last=last,
        meeting=meeting,
        before=days_before_meeting(patient),
        every_days=every,
        hour=hour,
        now=now,
    )
    ahead = (meeting - local_day(now)).days
    counted_for_it = last is not None and local_day(last) >= meeting - timedelta(days=every // 2)
    if 0 < ahead <= every and not counted_for_it:
        assert 3 <= (meeting - local_day(due)).days <= 5
    elif last is None:
        assert due == now
    else:
        assert (local_day(due) - local_day(last)).days - every in (0, 1)
    assert last is None or not is_quiet(due)


@given(HOURS, MOMENTS)
def test_the_own_hour_is_ahead_within_a_day_and_never_at_night(hour, now):
    due = next_own_hour(hour, now)
    assert timedelta(0) < due - now <= timedelta(hours=33)
    assert not is_quiet(due)
    if 6 <= hour < 21:
        assert local_time(due) == time(hour)


@given(MOMENTS, HOURS, MOMENTS)
def test_another_hour_moves_a_question_to_it_and_never_into_the_past(due, hour, now):
    moved = moved_to_hour(due, hour, now)
    assert moved > now
    assert not is_quiet(moved)


@given(DAYS, st.integers(6, 20), MOMENTS)
def test_after_a_pause_the_first_question_comes_on_the_day_after_it(until, hour, now):
    assert first_hour_after_pause(until, hour, now) == max(
        instant(until + timedelta(days=1), time(hour)), now
    )


def test_an_own_hour_that_struck_three_hours_ago_is_not_said_late():
    struck = instant(date(2026, 11, 23), time(19))
    assert is_own_hour(19, struck)
    assert is_own_hour(19, struck + timedelta(hours=2))
    assert not is_own_hour(19, struck + timedelta(hours=2, minutes=1))
    assert not is_own_hour(19, struck - timedelta(minutes=1))


def test_the_week_of_a_count_is_a_week_of_the_calendar():
    monday = instant(date(2026, 11, 23), time(9))
    assert is_count_week(monday, (None, monday + timedelta(days=6)))
    assert not is_count_week(monday, (None, monday + timedelta(days=7)))
    assert not is_count_week(monday, (monday - timedelta(days=1), None))


# The meeting


@given(DAYS, WEEKDAYS)
def test_the_next_market_day_is_within_a_week(after, weekday):
    day = next_weekday(weekday, after)
    assert day.weekday() == weekday
    assert 1 <= (day - after).days <= 7


@given(DAYS, st.integers(1, LAST_OF_MONTH), WEEKDAYS)
def test_the_rules_day_is_the_nth_of_its_month_and_the_first_such_day_ahead(after, nth, weekday):
    day = next_by_rule(nth, weekday, after)
    assert day > after
    assert day.weekday() == weekday
    if nth < LAST_OF_MONTH:
        assert (day.day - 1) // 7 == nth - 1
    else:
        assert (day + timedelta(days=7)).month != day.month
    assert next_by_rule(nth, weekday, day - timedelta(days=1)) == day
    assert (day - after).days <= 62


def test_a_month_has_no_sixth_tuesday():
    with pytest.raises(ValueError, match="nth=6"):
        nth_weekday(2026, 11, 6, 1)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("24.12.", date(2026, 12, 24)),
        ("24/12", date(2026, 12, 24)),
        ("24-12-2026", date(2026, 12, 24)),
        ("5.1.", date(2027, 1, 5)),
        ("23.11.", date(2026, 11, 23)),
        ("24.12.26", date(2026, 12, 24)),
        ("२४.१२.", date(2026, 12, 24)),
        ("31.11.", DateProblem.NO_SUCH_DAY),
        ("29.2.", DateProblem.NO_SUCH_DAY),
        ("0.0.", DateProblem.NO_SUCH_DAY),
        ("32", DateProblem.NO_SUCH_DAY),
        ("22.11.", DateProblem.OVER),
        ("24.12.2020", DateProblem.OVER),
        ("24.12.2028", DateProblem.TOO_FAR),
        ("soon", DateProblem.UNREAD),
        ("24", DateProblem.NO_MONTH),
    ],
)
def test_a_date_is_read_as_it_is_written(text, meant):
    assert read_date(text, date(2026, 11, 23)) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("11", time(11)), ("10:30", time(10, 30)), ("2", time(14)), ("9.15", time(9, 15))]
    + [(wrong, None) for wrong in ("23", "0", "10:75", "", "noon")],
)
def test_a_time_is_read_as_it_is_written(text, meant):
    assert read_time(text) == meant


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_sum_of_fewer_than_five_is_told_to_nobody(sent, asked):
    assert may_be_told(sent, asked) is (5 <= sent <= asked)
