"""Pills that run out and injections that are late alert the clinic once."""

from fractions import Fraction

from sqlalchemy import select

from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescription
from bot.services.audit import SYSTEM
from bot.services.stock import mark_in_stock, mark_out_of_stock
from db.enums import Pattern, Programme
from db.models import AdherenceSummary, Alert, Medicine
from db.session import begin
from tests.village import Village


async def alerts(village: Village) -> list[tuple[str, str]]:
    found = await village.rows(select(Alert).order_by(Alert.id))
    return [(alert.kind, alert.severity) for alert in found]


async def test_pills_that_run_out_are_told_once_and_a_refill_ends_it(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=30)
    await village.later(days=24)
    assert await alerts(village) == []
    await village.later(days=1)
    assert await alerts(village) == [("running_out", "routine")]
    await village.later(days=2)
    (alert,) = await village.rows(select(Alert))
    assert alert.occurrences == 1


async def test_a_fit_drug_that_runs_out_becomes_urgent(village: Village) -> None:
    bisahu = await village.member("Bisahu", programme=Programme.EPILEPSY)
    await village.medicine(bisahu, "Phenobarbitone", dispensed=30)
    await village.later(days=26)
    assert await alerts(village) == [("running_out", "routine")]
    await village.later(days=2)
    assert await alerts(village) == [("running_out", "same_day")]


async def test_a_late_injection_is_told_and_nobody_is_asked_to_count_it(village: Village) -> None:
    dulari = await village.member("Dulari", programme=Programme.RHEUMATIC_HEART)
    every = Prescription(Fraction(1), Pattern.EVERY_DAYS, every=21)
    await village.medicine(
        dulari, "Penicillin", prescribed=every, countable=False, dispensed=1, strip=None
    )
    assert "💊" not in await dulari.taps("💊 Count pills")
    await village.later(days=24)
    assert await alerts(village) == []
    await village.later(days=1)
    assert await alerts(village) == [("injection_due", "routine")]


async def test_what_was_missed_while_the_clinic_had_none_is_not_the_patients(
    village: Village,
) -> None:
    sukhmati = await village.member("Sukhmati")
    treatment = await village.medicine(sukhmati, "Metformin", dispensed=20)
    await village.later(days=5)
    (medicine,) = await village.rows(select(Medicine))
    async with begin(village.sessions) as session:
        assert await mark_out_of_stock(session, medicine, actor=SYSTEM, now=village.clock())
        assert not await mark_out_of_stock(session, medicine, actor=SYSTEM, now=village.clock())
    await village.later(days=25)
    async with begin(village.sessions) as session:
        assert await mark_in_stock(session, medicine, actor=SYSTEM, now=village.clock())
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("0")
    (summary,) = await village.rows(
        select(AdherenceSummary).where(AdherenceSummary.treatment_id == treatment)
    )
    assert (summary.days, summary.taken, summary.expected, summary.fraction) == (20, 20, 20, 1)
    assert summary.run_out_on == local_day(village.clock())
