"""Pill arithmetic, with the worked examples of the protocol and the laws it must keep."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain import adherence
from bot.domain.adherence import (
    Band,
    Count,
    Dispensed,
    Interval,
    NoFraction,
    Plausibility,
    Regimen,
)
from db.enums import Pattern

JUNE_1 = date(2026, 6, 1)
TWO_A_DAY = [Regimen(Fraction(2), JUNE_1)]
ONE_A_DAY = [Regimen(Fraction(1), JUNE_1)]


def june(day: int) -> date:
    return JUNE_1 + timedelta(days=day - 1)


def count(day: int, remaining: str | int) -> Count:
    return Count(june(day), Fraction(remaining))


def fill(day: int, quantity: int, *, after_count: bool = False) -> Dispensed:
    return Dispensed(june(day), Fraction(quantity), after_count)


def test_the_first_fill_starts_the_clock():
    start = adherence.first_fill([fill(1, 40), fill(1, 20), fill(25, 60)])
    assert start == count(1, 60)
    twenty_days = adherence.interval(start, count(21, 26), [fill(1, 60)], TWO_A_DAY)
    assert twenty_days == Interval(20, Fraction(34), Fraction(40), Fraction(85, 100), None)
    assert adherence.first_fill([]) is None
    counted_first = [fill(1, 60), fill(1, 30, after_count=True)]
    assert adherence.first_fill(counted_first) == count(1, 60)


def test_what_was_left_is_carried_over_an_early_refill():
    # Forgetting the 26 left would give (60 - 58) / 40 = 5 %.
    after_refill = adherence.interval(count(21, 26), count(41, 58), [fill(25, 60)], TWO_A_DAY)
    assert after_refill.taken == 28
    assert after_refill.fraction == Fraction(70, 100)


def test_a_fill_before_the_last_count_is_already_in_it():
    fills = [fill(1, 60), fill(21, 60), fill(42, 60)]
    result = adherence.interval(count(21, 60), count(41, 20), fills, TWO_A_DAY)
    assert result.fraction == 1


def test_a_fill_on_the_day_of_a_count_belongs_to_the_side_it_was_made_on():
    counted_then_filled = fill(21, 60, after_count=True)
    before = adherence.interval(count(1, 60), count(21, 20), [counted_then_filled], TWO_A_DAY)
    assert before.taken == 40
    after = adherence.interval(count(21, 20), count(41, 40), [counted_then_filled], TWO_A_DAY)
    assert after.taken == 40
    filled_then_counted = fill(21, 60)
    before = adherence.interval(count(1, 60), count(21, 80), [filled_then_counted], TWO_A_DAY)
    assert before.taken == 40


def test_a_dose_changed_in_between_is_split_at_the_change():
    regimens = [Regimen(Fraction(1), JUNE_1, june(11)), Regimen(Fraction(1, 2), june(11))]
    result = adherence.interval(count(1, 30), count(21, 15), [], regimens)
    assert result.expected == 15
    assert result.fraction == 1


def test_a_new_dose_ends_the_one_before_it_even_if_nobody_closed_that():
    regimens = [Regimen(Fraction(2), JUNE_1), Regimen(Fraction(1), june(11))]
    assert adherence.interval(count(1, 60), count(21, 30), [], regimens).expected == 30


def test_a_stopped_medicine_expects_nothing_from_the_day_it_ends():
    stopped = [Regimen(Fraction(2), JUNE_1, june(11))]
    assert adherence.dose_on(stopped, june(10)) == 2
    assert adherence.dose_on(stopped, june(11)) == 0
    assert adherence.interval(count(1, 60), count(21, 40), [], stopped).fraction == 1


def test_days_in_hospital_expect_nothing():
    in_hospital = [june(day) for day in range(10, 15)]
    result = adherence.interval(count(1, 60), count(21, 30), [], TWO_A_DAY, excluded=in_hospital)
    assert (result.days, result.expected, result.fraction) == (15, 30, 1)


def test_lost_pills_were_not_taken():
    result = adherence.interval(count(1, 60), count(21, 20), [], TWO_A_DAY, lost=Fraction(10))
    assert result.taken == 30


@pytest.mark.parametrize(
    ("current", "regimens", "countable", "reason"),
    [
        (count(7, 48), TWO_A_DAY, True, NoFraction.TOO_SHORT),
        (count(1, 60), TWO_A_DAY, True, NoFraction.NO_DOSE),
        (count(13, 54), [Regimen(Fraction(1, 2), JUNE_1)], True, NoFraction.TOO_SHORT),
        (count(21, 61), TWO_A_DAY, True, NoFraction.MORE_THAN_POSSIBLE),
        (count(21, 60), [], True, NoFraction.NO_DOSE),
        (count(21, 20), TWO_A_DAY, False, NoFraction.NOT_COUNTABLE),
        (count(8, 46), TWO_A_DAY, True, None),
        (count(15, 53), [Regimen(Fraction(1, 2), JUNE_1)], True, None),
    ],
)
def test_no_share_is_given_where_none_can_be(current, regimens, countable, reason):
    result = adherence.interval(count(1, 60), current, [], regimens, countable=countable)
    assert result.reason is reason
    assert (result.fraction is None) is (reason is not None)
    assert (result.band is Band.UNKNOWN) is (reason is not None)


def test_counts_out_of_order_are_a_mistake():
    with pytest.raises(ValueError, match="out of order"):
        adherence.interval(count(21, 26), count(1, 60), [], TWO_A_DAY)


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        (None, Band.UNKNOWN),
        ("111", Band.RECOUNT),
        ("110", Band.FULL),
        ("95", Band.FULL),
        ("94.9", Band.GOOD),
        ("80", Band.GOOD),
        ("79.9", Band.HALF),
        ("50", Band.HALF),
        ("49.9", Band.LOW),
        ("0", Band.LOW),
    ],
)
def test_the_bands_are_those_of_the_protocol(percent, band):
    assert adherence.band(percent and Fraction(percent) / 100) is band


@pytest.mark.parametrize(
    ("remaining", "verdict"),
    [
        (0, Plausibility.FINE),
        ("0.5", Plausibility.FINE),
        ("1/4", Plausibility.FINE),
        (86, Plausibility.FINE),
        ("86.5", Plausibility.MORE_THAN_POSSIBLE),
        (900, Plausibility.MORE_THAN_POSSIBLE),
        (1001, Plausibility.IMPOSSIBLE),
        (-5, Plausibility.IMPOSSIBLE),
        ("24.7", Plausibility.IMPOSSIBLE),
        ("1/3", Plausibility.IMPOSSIBLE),
    ],
)
def test_a_number_that_cannot_be_a_count_is_noticed(remaining, verdict):
    assert adherence.plausibility(count(41, remaining), count(21, 26), [fill(25, 60)]) is verdict


def test_a_first_count_has_nothing_to_be_compared_with():
    assert adherence.plausibility(count(1, 900), None, []) is Plausibility.FINE
    assert adherence.plausibility(count(1, 1001), None, []) is Plausibility.IMPOSSIBLE


@pytest.mark.parametrize(
    ("left_after_20_days", "missed"),
    [(10, 0), (20, 0), (21, 0), (22, 1), (23, 1), (24, 2), (60, 20)],
)
def test_missed_days_are_whole_days(left_after_20_days, missed):
    result = adherence.interval(count(1, 60), count(21, left_after_20_days), [], TWO_A_DAY)
    assert adherence.missed_days(result) == missed


def test_missed_days_cannot_be_told_from_more_pills_than_possible():
    assert (
        adherence.missed_days(adherence.interval(count(1, 60), count(21, 61), [], TWO_A_DAY))
        is None
    )
    assert adherence.missed_days(adherence.interval(count(1, 60), count(21, 60), [], [])) is None
    syrup = adherence.interval(count(1, 60), count(21, 60), [], TWO_A_DAY, countable=False)
    assert adherence.missed_days(syrup) is None


def test_days_left_are_whole_days():
    half = [Regimen(Fraction(1, 2), JUNE_1)]
    assert adherence.days_left(Fraction(26), TWO_A_DAY, june(1)) == 13
    assert adherence.days_left(Fraction(5), TWO_A_DAY, june(1)) == 2
    assert adherence.days_left(Fraction(5), half, june(1)) == 10
    assert adherence.days_left(Fraction(5), [], june(1)) is None


def test_the_first_day_without_a_full_dose_is_named():
    assert adherence.runs_out_on(Fraction(5), TWO_A_DAY, june(1)) == june(3)
    assert adherence.runs_out_on(Fraction(0), TWO_A_DAY, june(1)) == june(1)
    assert adherence.runs_out_on(Fraction(5), [], june(1)) is None


def test_pills_do_not_run_out_where_the_treatment_ends_first():
    ten_days = [Regimen(Fraction(2), JUNE_1, june(11))]
    assert adherence.runs_out_on(Fraction(20), ten_days, june(1)) is None
    assert adherence.runs_out_on(Fraction(19), ten_days, june(1)) == june(10)


def test_a_dose_that_changes_tomorrow_changes_how_long_they_last():
    more = [Regimen(Fraction(1), JUNE_1, june(4)), Regimen(Fraction(2), june(4))]
    assert adherence.runs_out_on(Fraction(7), more, june(1)) == june(6)


def test_on_alternate_days_the_day_between_expects_nothing():
    alternate = [Regimen(Fraction(1), JUNE_1, pattern=Pattern.EVERY_DAYS, every=2)]
    assert [adherence.dose_on(alternate, june(day)) for day in (1, 2, 3, 4)] == [1, 0, 1, 0]
    result = adherence.interval(count(1, 20), count(21, 10), [], alternate)
    assert (result.days, result.expected, result.fraction) == (20, 10, 1)
    assert adherence.runs_out_on(Fraction(3), alternate, june(1)) == june(7)
    assert adherence.runs_out_on(Fraction(3), alternate, june(2)) == june(9)


def test_a_week_of_warfarin_is_reckoned_by_its_weekdays():
    week = tuple(map(Fraction, ["1", "1/2", "1", "1/2", "1", "1/2", "1"]))  # JUNE_1 is a Monday
    warfarin = [Regimen(Fraction(11, 14), JUNE_1, pattern=Pattern.WEEKDAYS, week=week)]
    result = adherence.interval(count(1, 30), count(15, 19), [], warfarin)
    assert (result.expected, result.fraction) == (11, 1)
    assert adherence.runs_out_on(Fraction(2), warfarin, june(1)) == june(3)


def test_what_is_taken_as_needed_never_gets_a_share_and_never_runs_out():
    as_needed = [Regimen(Fraction(1), JUNE_1, pattern=Pattern.AS_NEEDED)]
    result = adherence.interval(count(1, 30), count(21, 10), [], as_needed)
    assert (result.fraction, result.reason) == (None, NoFraction.NO_DOSE)
    assert adherence.days_left(Fraction(10), as_needed, june(21)) is None


EVERY_THREE_WEEKS = [Regimen(Fraction(1), JUNE_1, pattern=Pattern.EVERY_DAYS, every=21)]


@pytest.mark.parametrize(
    ("given_on", "today", "due", "late", "missed"),
    [
        ([], 1, 1, 0, False),
        ([1], 10, 22, 0, False),
        ([1], 25, 22, 3, False),
        ([1], 26, 22, 4, True),
        ([1, 24], 30, 45, 0, False),
        ([24, 1], 30, 45, 0, False),
    ],
)
def test_an_injection_is_due_three_weeks_after_the_last(given_on, today, due, late, missed):
    found = adherence.next_injection(
        [june(day) for day in given_on], EVERY_THREE_WEEKS, june(today)
    )
    assert (found.due_on, found.late_days, found.missed) == (june(due), late, missed)


def test_three_days_after_the_date_still_are_on_time():
    given_on = [june(day) for day in (1, 22, 46, 71)]
    assert adherence.given_on_time(given_on, 21) == (2, 3)
    assert adherence.next_injection([], TWO_A_DAY, june(1)) is None


def test_what_should_be_left_today_is_reckoned_from_the_count():
    last, refill = count(1, 10), [fill(20, 30)]
    assert adherence.remaining_estimate(last, refill, TWO_A_DAY, june(1)) == 10
    assert adherence.remaining_estimate(last, refill, TWO_A_DAY, june(4)) == 4
    assert adherence.remaining_estimate(last, refill, TWO_A_DAY, june(19)) == 0
    assert adherence.remaining_estimate(last, refill, TWO_A_DAY, june(20)) == 30
    assert adherence.remaining_estimate(last, refill, TWO_A_DAY, june(22)) == 26
    assert adherence.remaining_estimate(last, [fill(1, 30)], TWO_A_DAY, june(1)) == 10
    same_day = [fill(1, 30, after_count=True)]
    assert adherence.remaining_estimate(last, same_day, TWO_A_DAY, june(1)) == 40


@pytest.mark.parametrize(
    ("fills", "covered"),
    [
        ([fill(1, 20)], Fraction(1, 3)),
        ([fill(1, 20), fill(16, 20)], Fraction(2, 3)),
        ([fill(1, 20), fill(6, 20)], Fraction(2, 3)),
        ([fill(1, 20), fill(6, 20), fill(26, 60)], Fraction(25, 30)),
        ([fill(1, 600)], Fraction(1)),
        ([fill(1, 0)], Fraction(0)),
        ([], None),
        ([fill(31, 60)], None),
    ],
)
def test_days_covered_are_counted_once_with_early_fills_shifted(fills, covered):
    assert adherence.proportion_of_days_covered(fills, TWO_A_DAY, june(31)) == covered


def test_a_report_over_a_time_counts_its_days_alone_and_what_was_left_before():
    fills = [fill(1, 40), fill(25, 20)]
    covered = adherence.proportion_of_days_covered(fills, TWO_A_DAY, june(31), since=june(16))
    assert covered == Fraction(5 + 6, 15)
    ratio = adherence.medication_possession_ratio(fills, TWO_A_DAY, june(31), since=june(16))
    assert ratio == Fraction(20, 12)
    assert adherence.medication_possession_ratio(fills, TWO_A_DAY, june(31), since=june(26)) is None


def test_hospital_days_are_neither_due_nor_covered_and_save_their_pills():
    away = [june(day) for day in range(6, 11)]
    covered = adherence.proportion_of_days_covered(
        [fill(1, 20)], TWO_A_DAY, june(31), excluded=away
    )
    assert covered == Fraction(10, 25)


@pytest.mark.parametrize(
    ("fills", "ratio"),
    [([fill(1, 60)], 1), ([fill(1, 60), fill(11, 60)], 2), ([fill(1, 30)], Fraction(1, 2))],
)
def test_the_possession_ratio_counts_early_fills_whole(fills, ratio):
    assert adherence.medication_possession_ratio(fills, TWO_A_DAY, june(31)) == ratio
    assert adherence.medication_possession_ratio([], TWO_A_DAY, june(31)) is None


def test_days_without_pills_are_those_on_which_nobody_could_have_taken_any():
    without = adherence.days_without_stock(count(1, 20), [fill(15, 20)], TWO_A_DAY, june(21))
    assert without == {june(day) for day in range(11, 15)}


DAYS = st.integers(1, 60)
DOSES = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3, 2), Fraction(2), Fraction(5)])
QUARTERS = st.integers(0, 2000).map(lambda n: Fraction(n, 4))
FILLS = st.lists(st.builds(Dispensed, DAYS.map(june), QUARTERS, st.booleans()), max_size=5)
WEEKS = st.lists(DOSES, min_size=7, max_size=7).map(tuple)
PATTERNS = st.one_of(
    st.builds(Regimen, DOSES, DAYS.map(june)),
    st.builds(
        Regimen,
        DOSES,
        DAYS.map(june),
        pattern=st.just(Pattern.EVERY_DAYS),
        every=st.integers(1, 21),
    ),
    st.builds(Regimen, DOSES, DAYS.map(june), pattern=st.just(Pattern.WEEKDAYS), week=WEEKS),
)
CHANGES = st.lists(PATTERNS, max_size=4).map(
    lambda changes: [*ONE_A_DAY, *{change.starts: change for change in changes}.values()]
)


def left_if_all_is_taken(start: Count, fills: list[Dispensed], regimens: list[Regimen], day: int):
    due = sum((adherence.dose_on(regimens, june(n)) for n in range(1, day)), Fraction(0))
    got = (f.quantity for f in fills if (start.at, False) < (f.at, f.after_count) <= (june(day), 0))
    return start.remaining + sum(got, Fraction(0)) - due


@given(QUARTERS, FILLS, CHANGES, st.integers(16, 70))
@settings(deadline=None)
def test_taking_exactly_as_prescribed_is_a_share_of_one(first, fills, regimens, day):
    start = Count(JUNE_1, first + 500)
    left = left_if_all_is_taken(start, fills, regimens, day)
    result = adherence.interval(start, Count(june(day), left), fills, regimens)
    assert result.taken == result.expected
    assert result.fraction in (None, 1)
    assert adherence.missed_days(result) in (None, 0)


@given(QUARTERS, QUARTERS, QUARTERS, FILLS, st.integers(2, 40), st.integers(2, 40))
@settings(deadline=None)
def test_what_two_intervals_saw_taken_is_what_their_union_saw(a, b, c, fills, n, m):
    counts = [Count(june(1), a), Count(june(n), b), Count(june(n + m), c)]
    one = adherence.interval(counts[0], counts[1], fills, ONE_A_DAY)
    two = adherence.interval(counts[1], counts[2], fills, ONE_A_DAY)
    both = adherence.interval(counts[0], counts[2], fills, ONE_A_DAY)
    assert one.taken + two.taken == both.taken
    assert one.expected + two.expected == both.expected


@given(QUARTERS, QUARTERS, FILLS, st.integers(8, 60), DAYS, QUARTERS)
@settings(deadline=None)
def test_an_early_refill_never_lowers_the_share(first, left, fills, day, refill_day, quantity):
    ends = Count(june(day), left)
    without = adherence.interval(Count(JUNE_1, first), ends, fills, ONE_A_DAY)
    assume(without.fraction is not None)
    refill = Dispensed(june(refill_day), quantity)
    with_it = adherence.interval(Count(JUNE_1, first), ends, [*fills, refill], ONE_A_DAY)
    assert with_it.fraction >= without.fraction


@given(QUARTERS, st.fractions(Fraction(1), 20, max_denominator=30))
@settings(deadline=None)
def test_days_left_are_what_the_pills_suffice_for_and_not_a_day_more(remaining, dose):
    days = adherence.days_left(remaining, [Regimen(dose, JUNE_1)], JUNE_1)
    assert days * dose <= remaining < (days + 1) * dose


@given(FILLS, CHANGES, DAYS, DAYS, QUARTERS)
@settings(deadline=None)
def test_days_covered_stay_a_share_and_grow_with_every_refill(fills, regimens, until, day, more):
    before = adherence.proportion_of_days_covered(fills, regimens, june(until))
    assume(before is not None)
    start = adherence.first_fill(fills)
    refill = Dispensed(max(start.at, june(day)), more)
    after = adherence.proportion_of_days_covered([*fills, refill], regimens, june(until))
    assert 0 <= before <= after <= 1


@given(QUARTERS, QUARTERS, FILLS, CHANGES, st.randoms())
@settings(deadline=None)
def test_the_order_in_which_things_were_recorded_does_not_matter(a, b, fills, regimens, chance):
    ends = Count(june(40), b)
    straight = adherence.interval(Count(JUNE_1, a), ends, fills, regimens)
    # Of two doses that start on one day the last recorded holds, so those keep their order.
    mixed = chance.sample(fills, len(fills))
    assert adherence.interval(Count(JUNE_1, a), ends, mixed, regimens) == straight


@given(CHANGES, st.integers(1, 30), st.integers(1, 30), st.integers(1, 30))
@settings(deadline=None)
def test_what_is_due_in_two_parts_of_a_time_is_what_is_due_in_the_whole(regimens, a, b, c):
    first, middle, end = june(a), june(a + b), june(a + b + c)
    parts = [
        adherence.due_between(regimens, first, middle),
        adherence.due_between(regimens, middle, end),
    ]
    whole = adherence.due_between(regimens, first, end)
    assert whole == (sum(days for days, _ in parts), sum(units for _, units in parts))


@given(QUARTERS, CHANGES, DAYS)
@settings(deadline=None)
def test_until_the_day_they_run_out_every_dose_was_there(remaining, regimens, day):
    start = june(day)
    end = adherence.runs_out_on(remaining, regimens, start)
    assume(end is not None and (end - start).days < 400)
    _days, due_before = adherence.due_between(regimens, start, end)
    assert due_before <= remaining < due_before + adherence.dose_on(regimens, end)
