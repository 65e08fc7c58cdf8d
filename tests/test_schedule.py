"""Rules of local time: days and nights in Chhattisgarh, reminders at a person's hour."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import quiet_hours, schedule
from bot.domain.reminders.due import next_reminder
from bot.domain.schedule import KOLKATA

SECONDS = st.integers(0, 20 * 365 * 24 * 60 * 60)
INSTANTS = SECONDS.map(lambda s: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
HOURS = st.integers(0, 23)


def village(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=KOLKATA)


def test_the_village_day_begins_before_the_utc_day():
    late_evening_utc = datetime(2026, 6, 1, 18, 30, tzinfo=UTC)
    assert schedule.local_day(late_evening_utc) == date(2026, 6, 2)
    assert schedule.local_time(late_evening_utc) == time(0, 0)
    assert schedule.local_day(late_evening_utc - timedelta(seconds=1)) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(20, 59, False), (21, 0, True), (0, 0, True), (5, 59, True), (6, 0, False), (12, 0, False)],
)
def test_night_is_from_nine_to_six(hour, minute, quiet):
    assert quiet_hours.is_quiet(village(1, hour, minute)) is quiet


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (village(1, 20, 59), village(1, 20, 59)),
        (village(1, 21), village(2, 6)),
        (village(2, 0), village(2, 6)),
        (village(2, 5, 59), village(2, 6)),
        (village(2, 6), village(2, 6)),
    ],
)
def test_what_must_not_ring_at_night_waits_for_six(now, then):
    assert quiet_hours.after_quiet(now) == then


def test_the_next_eight_o_clock_is_never_this_very_moment():
    assert schedule.next_at(8, 0, village(1, 7, 59)) == village(1, 8)
    assert schedule.next_at(8, 0, village(1, 8)) == village(2, 8)


def test_a_reminder_comes_at_the_persons_hour_a_month_after_the_last():
    due = next_reminder(village(1, 19, 5), hour=7, interval_days=28, now=village(1, 19, 5))
    assert due == village(29, 7)


def test_a_reminder_made_at_the_very_hour_is_for_the_next_day():
    due = next_reminder(village(1, 7), hour=7, interval_days=1, now=village(2, 7))
    assert due == village(3, 7)


def test_after_an_outage_the_reminder_comes_when_the_hour_next_strikes():
    due = next_reminder(village(1, 7), hour=7, interval_days=7, now=village(20, 9))
    assert due == village(21, 7)


@given(last=INSTANTS, gone=st.integers(0, 10_000), hour=HOURS, days=st.integers(1, 60))
@settings(deadline=None)
def test_no_reminder_is_due_in_the_past_or_at_night(last, gone, hour, days):
    now = last + timedelta(hours=gone)
    due = next_reminder(last, hour=hour, interval_days=days, now=now)
    assert due > now
    assert not quiet_hours.is_quiet(due)


@given(after=INSTANTS, hour=HOURS, minute=st.integers(0, 59))
@settings(deadline=None)
def test_every_clock_time_comes_within_a_day(after, hour, minute):
    at = schedule.next_at(hour, minute, after)
    assert timedelta(0) < at - after <= timedelta(days=1)
    assert schedule.local_time(at) == time(hour, minute)


def test_a_message_is_late_only_beyond_its_age():
    due, hour = village(1, 8), timedelta(hours=1)
    assert not schedule.is_late(due, due - hour, hour)
    assert not schedule.is_late(due, due + hour, hour)
    assert schedule.is_late(due, due + hour + timedelta(seconds=1), hour)


NAIVE = datetime(2026, 6, 1, 8)  # noqa: DTZ001


@pytest.mark.parametrize(
    "ask",
    [
        lambda: schedule.local_day(NAIVE),
        lambda: schedule.local_time(NAIVE),
        lambda: quiet_hours.is_quiet(NAIVE),
        lambda: quiet_hours.after_quiet(NAIVE),
        lambda: schedule.next_at(8, 0, NAIVE),
        lambda: next_reminder(NAIVE, hour=8, interval_days=1, now=village(1, 8)),
        lambda: schedule.is_late(NAIVE, NAIVE, timedelta(hours=1)),
    ],
)
def test_a_time_without_its_zone_is_refused(ask):
    with pytest.raises(ValueError, match="zone"):
        ask()


def test_a_reminder_needs_an_interval():
    with pytest.raises(ValueError, match="interval"):
        next_reminder(village(1, 7), hour=7, interval_days=0, now=village(1, 7))
