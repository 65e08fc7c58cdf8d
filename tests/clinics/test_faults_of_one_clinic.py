"""What is broken in one clinic's rows does not stop what is due in another."""

import pytest
from sqlalchemy import select, text

from db.models import Alert, Clinic, Patient
from db.session import begin
from tests.village import Village


async def test_a_row_that_cannot_be_read_stops_no_alert_of_another_clinic(
    village: Village, caplog: pytest.LogCaptureFixture
) -> None:
    sukhmati, dhani = [await village.member(name) for name in ("Sukhmati", "Dhani")]
    for who in (sukhmati, dhani):
        await village.medicine(who, "Metformin", dispensed=30)
    async with begin(village.sessions) as session:
        kota = Clinic(name="Kota", phone="07753000000", created_at=village.clock())
        session.add(kota)
        await session.flush()
        (await session.get_one(Patient, dhani.patient_id)).clinic_id = kota.id
        await session.flush()
        unknown = text("UPDATE patient SET programme = 'lost' WHERE id = :patient")
        await session.execute(unknown, {"patient": sukhmati.patient_id})
    await village.later(days=25)
    (alert,) = await village.rows(select(Alert))
    assert (alert.clinic_id, alert.patient_id) == (kota.id, dhani.patient_id)
    assert f"watch_supplies of {village.clinic_id} failed" in caplog.text
