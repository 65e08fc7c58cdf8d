"""The arithmetic in the view and the rules of the bot come to the same result."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import adherence
from bot.domain.adherence import Count, Dispensed, Interval, Regimen
from db.models import Dispensing, Medicine, Patient, PillCount, Treatment
from db.models import Regimen as RegimenRow
from db.session import begin
from tests.feeds.people import NOW, TODAY, People, ago, noon

DAYS = st.integers(0, 60).map(ago)
QUARTERS = st.integers(0, 480).map(lambda n: Fraction(n, 4))
DOSES = st.sampled_from([Fraction(n) for n in ("1/7", "1/3", "1/2", "1", "3/2", "2", "5")])


@dataclass(frozen=True)
class Counted:
    at: date
    remaining: Fraction
    doubtful: bool
    replaced: bool

    @property
    def trusted(self) -> bool:
        return not self.doubtful and not self.replaced


RARELY = st.integers(0, 9).map(lambda n: n == 0)
COUNTS = st.lists(
    st.builds(Counted, DAYS, QUARTERS, RARELY, RARELY), max_size=4, unique_by=lambda c: c.at
)
FILLS = st.lists(st.builds(Dispensed, DAYS, QUARTERS, st.booleans()), max_size=4)
ENDS = st.none() | st.integers(0, 60).map(ago)
REGIMENS = st.lists(st.builds(Regimen, DOSES, DAYS, ENDS), max_size=4, unique_by=lambda r: r.starts)
ON_A_DATABASE = settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def feed(people: People, counts, fills, regimens, countable=True):
    """The line of a new treatment with just these."""
    async with begin(people.sessions) as session:
        patient = Patient(clinic_id=people.clinic_id, name="Phulbai", created_at=NOW)
        medicine = await session.get_one(Medicine, people.medicine_id)
        medicine.countable = countable
        session.add(patient)
        await session.flush()
        treatment = Treatment(patient_id=patient.id, medicine_id=medicine.id, spoken_name="sugar")
        session.add(treatment)
        await session.flush()
        mine = {"treatment_id": treatment.id}
        for r in regimens:
            dose = {
                "doses_num": r.doses_per_day.numerator,
                "doses_den": r.doses_per_day.denominator,
            }
            session.add(RegimenRow(**mine, **dose, starts_on=r.starts, ends_on=r.ends))
        for f in fills:
            recorded = noon(f.at) + timedelta(hours=1 if f.after_count else -1)
            day = {"dispensed_on": f.at, "recorded_at": recorded}
            session.add(Dispensing(**mine, **day, quantity=f.quantity, source="clinic"))
        for c in counts:
            day = {"counted_on": c.at, "counted_at": noon(c.at), "remaining": c.remaining}
            stands = {"doubtful": c.doubtful, "replaced_at": NOW if c.replaced else None}
            session.add(PillCount(**mine, **day, **stands, source="self"))
    where = f"adherence_feed WHERE treatment_id = {treatment.id}"
    (row,) = await people.read(where)
    return row


def seen(counts, fills):
    """A fill comes after the count of its day only if there is one."""
    counted = {c.at for c in counts if not c.replaced}
    return [Dispensed(f.at, f.quantity, f.after_count and f.at in counted) for f in fills]


def last_interval(counts, fills, regimens, countable) -> Interval | None:
    trusted = sorted((c for c in counts if c.trusted), key=lambda c: c.at)
    if not trusted:
        return None
    first = adherence.first_fill(fills)
    before = [Count(c.at, c.remaining) for c in trusted[:-1]]
    before = before or [c for c in (first,) if c and c.at <= trusted[-1].at]
    if not before:
        return None
    current = Count(trusted[-1].at, trusted[-1].remaining)
    return adherence.interval(before[-1], current, fills, regimens, countable=countable)


@given(COUNTS, FILLS, REGIMENS, st.integers(0, 9).map(bool))
@ON_A_DATABASE
async def test_the_view_and_the_rules_find_the_same_share(
    ganiyari, counts, fills, regimens, countable
):
    row = await feed(ganiyari, counts, fills, regimens, countable)
    rule = last_interval(counts, seen(counts, fills), regimens, countable)
    if rule is None:
        assert (row["no_fraction_because"], row["taken"]) == ("no_interval", None)
        return
    assert row["taken"] == rule.taken
    assert row["days"] == rule.days
    assert float(row["expected"]) == pytest.approx(float(rule.expected))
    assert row["no_fraction_because"] == rule.reason
    assert row["band"] == rule.band
    share = None if row["fraction"] is None else float(row["fraction"])
    assert share == (None if rule.fraction is None else pytest.approx(float(rule.fraction)))


@given(QUARTERS, DAYS, FILLS, DOSES)
@ON_A_DATABASE
async def test_the_view_and_the_rules_find_the_same_day_without_pills(
    ganiyari, remaining, counted_on, fills, dose
):
    regimens = [Regimen(dose, ago(90))]
    counts = [Counted(counted_on, remaining, doubtful=False, replaced=False)]
    row = await feed(ganiyari, counts, fills, regimens)
    count = Count(counted_on, remaining)
    left = adherence.remaining_estimate(count, seen(counts, fills), regimens, TODAY)
    # The rule keeps what is less than a dose for the next fill; the view takes it as used up.
    assert row["days_left"] - adherence.days_left(left, dose) in (0, -1)
    if row["days_left"]:
        assert str(row["run_out_on"]) == str(TODAY + timedelta(days=row["days_left"]))
    else:
        assert str(row["run_out_on"]) <= str(TODAY)
    if not any(f.at >= counted_on for f in fills) and not row["days_left"]:
        assert str(row["run_out_on"]) == str(adherence.runs_out_on(counted_on, remaining, dose))
