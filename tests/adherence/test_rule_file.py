"""The rules in the file and the alerts they raise; files that are wrong."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from bot.domain.adherence import (
    BadRules,
    Count,
    Facts,
    Regimen,
    findings,
    interval,
    latest_intervals,
    load_rules,
)
from db.enums import Confidence, CountSource, Programme, Trend

JUNE_1 = date(2026, 6, 1)
ONE_A_DAY = [Regimen(Fraction(1), JUNE_1)]


def took(*shares: str, days: int = 30):
    """Intervals of `days` days with one dose due a day, newest first; `shares` are doses taken."""
    return [_interval(int(share), days) for share in shares]


def _interval(taken: int, days: int):
    end = JUNE_1 + timedelta(days=days)
    return interval(Count(JUNE_1, Fraction(100)), Count(end, Fraction(100 - taken)), [], ONE_A_DAY)


def alerts_by_rule(programme: Programme, *shares: str, days: int = 30, **more):
    facts = Facts(programme, took(*shares, days=days), **more)
    return [(found.alert.value, found.severity.value) for found in findings(facts, load_rules())]


@pytest.mark.parametrize(
    ("programme", "shares", "days", "alerts"),
    [
        (Programme.DIABETES, ["14"], 30, []),
        (Programme.DIABETES, ["14", "13"], 30, [("missed_doses", "routine")]),
        (Programme.DIABETES, ["14", "16"], 30, []),
        (Programme.DIABETES, ["15", "15"], 30, []),
        (Programme.DIABETES, ["34"], 30, []),
        (Programme.DIABETES, ["34", "35"], 30, [("recount", "same_day")]),
        (Programme.SICKLE_CELL, ["34", "35"], 30, [("recount", "routine")]),
        (Programme.DIABETES, ["33", "33"], 30, []),
        (Programme.EPILEPSY, ["28"], 30, [("missed_doses", "same_day")]),
        (Programme.EPILEPSY, ["29"], 30, []),
        (Programme.EPILEPSY, ["3"], 5, [("missed_doses", "same_day")]),
        (Programme.DIABETES, ["0", "0"], 5, []),
        (Programme.EPILEPSY, ["-1"], 30, []),
    ],
)
def test_two_counts_decide_and_two_days_without_a_fit_drug_do_at_once(
    programme, shares, days, alerts
):
    assert alerts_by_rule(programme, *shares, days=days) == alerts


def test_who_runs_out_is_told_before_it_happens_sooner_for_a_fit_drug():
    assert alerts_by_rule(Programme.DIABETES, days_left=6) == []
    assert alerts_by_rule(Programme.DIABETES, days_left=5) == [("running_out", "routine")]
    assert alerts_by_rule(Programme.EPILEPSY, days_left=3) == [("running_out", "routine")]
    assert alerts_by_rule(Programme.EPILEPSY, days_left=2) == [("running_out", "same_day")]


def test_an_injection_is_late_after_three_days_and_urgent_after_a_week():
    assert alerts_by_rule(Programme.RHEUMATIC_HEART, late_days=3) == []
    assert alerts_by_rule(Programme.RHEUMATIC_HEART, late_days=4) == [("injection_due", "routine")]
    assert alerts_by_rule(Programme.RHEUMATIC_HEART, late_days=8) == [("injection_due", "same_day")]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "holds no"),
        ("[[rule]", "no TOML"),
        ('[[rule]]\nalert = "missed_doses"\ncounts = 1', "severity is missing"),
        ('[[rule]]\nalert = "late"\nseverity = "routine"\ndays_left = 1', "alert must be one of"),
        ('[[rule]]\nalert = "recount"\nseverity = "soon"\nabove_percent = 1', "severity must be"),
        ('[[rule]]\nalert = "recount"\nseverity = "routine"', "always fit"),
        (
            '[[rule]]\nalert = "recount"\nseverity = "routine"\nabove_percent = "x"',
            "above_percent must be a whole number",
        ),
        (
            '[[rule]]\nalert = "recount"\nseverity = "routine"\nabove = 110',
            "rule 1: 'above' is not known",
        ),
        (
            '[[rule]]\nalert = "recount"\nseverity = "routine"\nabove_percent = 1\ncounts = 3',
            "counts must be 1 or 2",
        ),
        (
            '[[rule]]\nalert = "recount"\nseverity = "routine"\nabove_percent = 1\n'
            'programmes = ["sugar"]',
            "programme 'sugar'",
        ),
    ],
)
def test_a_file_that_is_wrong_says_where_and_what_to_write(tmp_path, written, says):
    file = tmp_path / "rules.toml"
    file.write_text(written)
    with pytest.raises(BadRules, match=says):
        load_rules(file)


def test_a_doctor_may_change_the_rules(tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text('[[rule]]\nalert = "running_out"\nseverity = "same_day"\ndays_left = 10\n')
    facts = Facts(Programme.DIABETES, days_left=9)
    assert [found.severity for found in findings(facts, load_rules(file))] == ["same_day"]


def intervals_of(*shares: str, source=CountSource.SELF, doubted=False):
    """`shares` of thirty doses, oldest first."""
    return latest_intervals([_interval(int(s), 30) for s in shares], source, doubted=doubted)


@pytest.mark.parametrize(
    ("shares", "band", "trend"),
    [
        (["10"], "unknown", None),
        (["10", "11"], "below_50", Trend.STEADY),
        (["29", "10"], "95_and_more", Trend.DOWN),
        (["10", "29"], "95_and_more", Trend.UP),
        (["35", "36"], "above_110", Trend.STEADY),
        (["35", "29"], "unknown", Trend.DOWN),
    ],
)
def test_one_count_decides_nothing_and_two_what_both_bear_out(shares, band, trend):
    found = intervals_of(*shares)
    assert (found.decided_band, found.trend) == (band, trend)


@pytest.mark.parametrize(
    ("found", "confidence"),
    [
        (intervals_of("28"), Confidence.LOW),
        (intervals_of("28", "27"), Confidence.MEDIUM),
        (intervals_of("28", source=CountSource.LEADER), Confidence.HIGH),
        (intervals_of("28", "27", doubted=True), Confidence.LOW),
        (intervals_of("28", "35", source=CountSource.CLINIC), Confidence.LOW),
        (intervals_of(source=None), None),
    ],
)
def test_trust_comes_from_who_counted_and_from_counts_that_agree(found, confidence):
    assert found.confidence is confidence
