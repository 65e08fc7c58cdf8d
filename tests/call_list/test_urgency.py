"""Who is called first: a graver reason is never below a milder one, and silence only adds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.adherence import BadRules, Band
from bot.domain.call_list import (
    ENDS_REST,
    CallRule,
    MedicineFacts,
    PatientFacts,
    ReasonKind,
    is_resting,
    load_call_rules,
    reasons_to_call,
    urgency,
)
from bot.domain.phones import dialable
from db.enums import CallResult, HardReason, Programme

RULES = load_call_rules()
MONDAY = date(2026, 11, 23)

days = st.none() | st.integers(0, 120)
medicines = st.builds(
    MedicineFacts,
    medicine=st.just("Metformin"),
    days_left=days,
    late_days=days,
    decided=st.sampled_from(Band),
    missed_days=days,
    hard=st.none() | st.sampled_from(HardReason),
)
patients = st.builds(
    PatientFacts,
    programme=st.none() | st.sampled_from(Programme),
    medicines=st.lists(medicines, max_size=3).map(tuple),
    silent_days=st.integers(0, 200),
    joined_days=days,
)
limits = st.integers(0, 60)
some_rules = st.lists(
    st.builds(
        CallRule,
        reason=st.sampled_from(ReasonKind),
        weight=st.integers(1, 100),
        programmes=st.lists(st.sampled_from(Programme), max_size=2).map(tuple),
        days_left=limits,
        late_days=limits,
        missed_days=limits,
        silent_days=limits,
        joined_days=limits,
        said=st.lists(st.sampled_from(HardReason), max_size=3).map(tuple),
    ),
    max_size=12,
)


def urgent(person: PatientFacts, rules=RULES):
    return urgency(reasons_to_call(person, rules), person.silent_days)


def whys(person: PatientFacts) -> list[tuple[str, int]]:
    return [(reason.kind.value, reason.weight) for reason in reasons_to_call(person, RULES)]


@given(patients, patients)
def test_who_has_the_graver_reason_comes_first_whatever_else_is_said(one, other):
    graver, milder = sorted((one, other), key=urgent, reverse=True)
    first, second = (
        max((r.weight for r in reasons_to_call(p, RULES)), default=0) for p in (graver, milder)
    )
    assert first >= second


@given(patients, st.integers(1, 100), some_rules)
def test_silence_only_adds(person, more, rules):
    quieter = replace(person, silent_days=person.silent_days + more)
    assert urgent(quieter, rules) >= urgent(person, rules)
    assert len(reasons_to_call(quieter, rules)) >= len(reasons_to_call(person, rules))


@given(patients, medicines, some_rules)
def test_one_medicine_more_never_makes_less_urgent(person, known, rules):
    more = replace(person, medicines=(*person.medicines, known))
    assert urgent(more, rules) >= urgent(person, rules)


@given(patients, medicines, st.integers(1, 60), some_rules)
def test_fewer_days_left_and_a_later_injection_never_make_less_urgent(person, known, by, rules):
    worse = replace(
        known,
        days_left=None if known.days_left is None else max(known.days_left - by, 0),
        late_days=None if known.late_days is None else known.late_days + by,
        missed_days=None if known.missed_days is None else known.missed_days + by,
    )
    before = replace(person, medicines=(known,))
    assert urgent(replace(before, medicines=(worse,)), rules) >= urgent(before, rules)


def test_a_fit_drug_that_ends_stands_above_everything_else():
    ending = MedicineFacts("Phenobarbitone", days_left=2)
    bisahu = PatientFacts(Programme.EPILEPSY, [ending])
    others = [
        PatientFacts(Programme.DIABETES, [ending], silent_days=200),
        PatientFacts(
            Programme.RHEUMATIC_HEART, [MedicineFacts("Penicillin", late_days=30)], silent_days=200
        ),
        PatientFacts(
            Programme.DIABETES, [MedicineFacts("Metformin", decided=Band.LOW, days_left=0)] * 2
        ),
    ]
    assert whys(bisahu) == [("supply", 90)]
    assert all(urgent(bisahu) > urgent(other) for other in others)


def test_one_bad_count_is_no_reason_and_two_are():
    assert whys(PatientFacts(Programme.DIABETES, [MedicineFacts("M", missed_days=9)])) == []
    assert whys(PatientFacts(Programme.EPILEPSY, [MedicineFacts("M", missed_days=2)])) == [
        ("missed", 85)
    ]
    assert whys(PatientFacts(Programme.DIABETES, [MedicineFacts("M", decided=Band.LOW)])) == [
        ("low", 60)
    ]


def test_who_is_well_and_heard_of_is_not_called():
    well = MedicineFacts("M", days_left=20, late_days=0, decided=Band.FULL, missed_days=0)
    assert whys(PatientFacts(Programme.EPILEPSY, [well], silent_days=20)) == []


@pytest.mark.parametrize(
    ("result", "off"),
    [(CallResult.REACHED, 7), (CallResult.LATER, 2), (CallResult.NOT_REACHED, 1)],
)
def test_who_was_called_rests_unless_something_grave_comes_up(result, off):
    def off_the_list(days_ago: int, now_risk: int = 40) -> bool:
        called_on = MONDAY - timedelta(days=days_ago)
        return is_resting(result, 40, called_on, now_risk=now_risk, today=MONDAY)

    assert off_the_list(off - 1)
    assert not off_the_list(off)
    assert off_the_list(0, now_risk=ENDS_REST - 1)
    assert not off_the_list(0, now_risk=ENDS_REST)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("call = 3", "holds no"),
        ('[[call]]\nweight = 3\nreason = "bored"', "reason must be one of"),
        ('[[call]]\nreason = "low"', "weight must be"),
        ('[[call]]\nreason = "low"\nweight = 101', "weight must be"),
        ('[[call]]\nreason = "supply"\nweight = 3', "supply needs days_left"),
        ('[[call]]\nreason = "supply"\nweight = 3\ndays_left = "x"', "days_left must be"),
        ('[[call]]\nreason = "hard"\nweight = 3\nsaid = ["tired"]', "'tired' is not one of"),
        ('[[call]]\nreason = "low"\nweight = 3\nprogrammes = ["sugar"]', "'sugar' is not one"),
        ('[[call]]\nreason = "low"\nweight = 3\nday = 1', "'day' is not known"),
    ],
)
def test_a_rule_that_is_wrong_says_where_and_what_to_write(tmp_path, written, says):
    file = tmp_path / "rules.toml"
    file.write_text(written)
    with pytest.raises(BadRules, match=says):
        load_call_rules(file)


def test_a_file_without_calls_leaves_those_of_the_standard(tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text('[[rule]]\nalert = "running_out"\nseverity = "routine"\ndays_left = 9\n')
    assert load_call_rules(file) == RULES


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("07752-000001", "+917752000001"),
        ("98765 43210", "+919876543210"),
        ("+91 98765-43210", "+919876543210"),
        ("919876543210", "+919876543210"),
        ("0091 9876543210", "+919876543210"),
        ("9198765432", "+919198765432"),
        ("108", "108"),
        ("office 12", "office 12"),
    ],
)
def test_a_number_is_written_so_that_a_tap_dials_it(written, dialled):
    assert dialable(written) == dialled
