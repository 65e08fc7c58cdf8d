"""How a regimen is written on a prescription, and what is read out of it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.treatments.formulary import formulary, matching_names
from bot.domain.treatments.prescription import Prescription
from bot.domain.treatments.prescription_text import read_prescription
from db.enums import Pattern, Programme

HALF = Fraction(1, 2)


def every(days: int, dose: Fraction | int = 1) -> Prescription:
    return Prescription(Fraction(dose), Pattern.EVERY_DAYS, days)


@pytest.mark.parametrize(
    ("written", "a_day"),
    [
        *[("2", 2), ("½", HALF), ("1 1/2", Fraction(3, 2)), ("1.5", Fraction(3, 2)), ("आधा", HALF)],
        *[("1-0-1", 2), ("½-0-½", 1), ("1-1-1", 3), ("१-०-१", 2), ("1 - 0 - 1", 2), ("1+0+1", 2)],
        *[("bd", 2), ("1 tds", 3), ("½ bd", 1), ("twice a day", 2), ("दिन में 2 बार", 2)],
        *[("2 a day", 2), ("2 per day", 2), ("रोज", 1), ("2 daily", 2), ("दो गोली रोज", 2)],
        *[("हर दिन 2", 2), ("1 गोली दिन में 2 बार", 2), ("डेढ़", Fraction(3, 2))],
    ],
)
def test_so_many_a_day(written: str, a_day: Fraction) -> None:
    assert read_prescription(written) == Prescription(Fraction(a_day))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 alternate", every(2)),
        ("½ alternate days", every(2, HALF)),
        ("एक दिन छोड़ के", every(2)),
        ("½ ek din chhod ke", every(2, HALF)),
        ("every 21 days", every(21)),
        ("1 every 21 days", every(21)),
        ("हर 28 दिन", every(28)),
        ("weekly", every(7)),
        ("1 every 2 weeks", every(14)),
        ("sos", Prescription(pattern=Pattern.AS_NEEDED)),
        ("1 when needed", Prescription(pattern=Pattern.AS_NEEDED)),
    ],
)
def test_not_every_day(written: str, meant: Prescription) -> None:
    assert read_prescription(written) == meant


@pytest.mark.parametrize(
    "written",
    ["1 1 ½ 1 1 ½ 1", "1,1,1/2,1,1,1/2,1", "wed sat ½ rest 1", "बुध शनि ½ बाकी 1"],
)
def test_by_weekday(written: str) -> None:
    read = read_prescription(written)
    assert read is not None
    assert read.week == (1, 1, HALF, 1, 1, HALF, 1)


@pytest.mark.parametrize(
    "written",
    [
        *["", "0", "-1", "25", "1/3", "1-2", "2 days", "0-0-0", "1/0", "every 500 days"],
        *["500 mg", "15-11-2026", "01/01/2001", "mon", "mon 1 mon 2", "what", "1 2 3", "140/90"],
    ],
)
def test_what_may_mean_several_things_is_asked_again(written: str) -> None:
    assert read_prescription(written) is None


@given(st.text(max_size=40))
def test_whatever_is_written_what_is_read_is_sensible(text: str) -> None:
    read = read_prescription(text)
    assert read is None or read.sensible


QUARTERS = st.integers(0, 32).map(lambda n: Fraction(n, 4))


@given(st.lists(QUARTERS, min_size=7, max_size=7).filter(any))
def test_a_week_is_read_back_as_it_is_stored(week: list[Fraction]) -> None:
    read = read_prescription(", ".join(map(str, week)))
    assert read is not None
    assert list(read.week) == week


def test_the_formulary_has_something_for_each_programme_and_advises_no_dose() -> None:
    assert {one.programme for one in formulary()} == set(Programme)
    assert {one.usual.dose for one in formulary()} == {1}
    assert len({one.name for one in formulary()}) == len(formulary())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("metformin 500", "Metformin 500 mg"),
        ("METFARMIN500", "Metformin 500 mg"),
        ("metphormin 500mg", "Metformin 500 mg"),
        ("मेटफॉर्मिन 500", "Metformin 500 mg"),
        ("amlodepin 5", "Amlodipine 5 mg"),
        ("wafarin 2", "Warfarin 2 mg"),
        ("4fdc", "TB 4FDC HRZE adult"),
        ("leviteracetam 500", "Levetiracetam 500 mg"),
    ],
)
def test_a_medicine_is_found_however_it_is_spelt(typed: str, found: str) -> None:
    assert matching_names(typed, [one.name for one in formulary()]) == [found]


def test_another_strength_is_another_medicine() -> None:
    assert matching_names("metformin 5", [one.name for one in formulary()]) == []
