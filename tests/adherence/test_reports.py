"""Figures of many people: none that fewer than five make."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.adherence.reports import (
    FEWEST_PEOPLE,
    PatientFigures,
    SharedFigures,
    mean_of_known,
    shared_figures,
)

HIDDEN = SharedFigures(None, None, None, None, None)
shares = st.none() | st.fractions(0, 1, max_denominator=30)
owns = st.builds(
    PatientFigures,
    counted=st.booleans(),
    days_left=st.none() | st.integers(0, 90),
    pdc=shares,
    mpr=st.none() | st.fractions(0, 3, max_denominator=30),
)


def own(pdc: str, *, counted: bool = True, days: int | None = 10) -> PatientFigures:
    return PatientFigures(counted, days, Fraction(pdc), Fraction(pdc))


def test_of_five_people_the_middle_and_the_share_are_told():
    people = [own("1", days=3), own("0.8"), own("0.79", days=40), own("0.5"), own("0.9", days=1)]
    assert shared_figures(people) == SharedFigures(5, 5, 10, Fraction(3, 5), Fraction("0.8"))


def test_of_four_nothing_is_told():
    assert shared_figures([own("1")] * 4) == HIDDEN
    assert shared_figures([]) == HIDDEN


@pytest.mark.parametrize(("counted", "told"), [(0, 0), (1, None), (4, None), (5, 5), (6, 6)])
def test_how_many_counted_is_told_of_nobody_and_from_five_on(counted, told):
    people = [own("1", counted=n < counted) for n in range(6)]
    assert shared_figures(people).counting == told


@given(st.lists(owns, max_size=12))
def test_no_figure_stands_on_fewer_than_five_people(people):
    found = shared_figures(people)
    behind = {
        "days_left": [p for p in people if p.days_left is not None],
        "covered": [p for p in people if p.pdc is not None],
        "mpr": [p for p in people if p.mpr is not None],
    }
    for name, known in behind.items():
        assert (getattr(found, name) is not None) == (len(known) >= FEWEST_PEOPLE)


def test_of_several_medicines_the_mean_of_those_known():
    assert mean_of_known([Fraction(1), Fraction(1, 2), None]) == Fraction(3, 4)
    assert mean_of_known([None]) is None
