"""Looks up what is known of the patients and medicines that a sheet names."""

from bot.domain.patients.importing.existing import (
    Fill,
    Known,
    KnownMedicine,
    KnownPatient,
    KnownTreatment,
)
from bot.domain.patients.importing.grouping import Sheet
from bot.domain.treatments.formulary import name_key
from bot.services.adherence.loading import regimen_of
from db.enums import CountSource
from db.models import Patient
from db.queries.patients.importing import patients_numbered, regimens_and_fills, treatments_ever
from db.queries.stock import medicines_of
from db.session import Unit


async def look_up(session: Unit, clinic_id: int, sheet: Sheet) -> Known:
    medicines = await medicines_of(session, clinic_id)
    known = Known(
        medicines={
            name_key(m.name): KnownMedicine(m.id, m.name, m.strip_size, m.countable)
            for m in medicines
        }
    )
    by_id: dict[int, KnownPatient] = {}
    for patient in await patients_numbered(session, clinic_id, sheet.patients):
        assert patient.clinic_number is not None
        by_id[patient.id] = KnownPatient(patient.id, _values(patient))
        known.patients[patient.clinic_number] = by_id[patient.id]
    names = {m.id: name_key(m.name) for m in medicines}
    await _treatments(session, by_id, names)
    return known


def _values(patient: Patient) -> dict[str, object]:
    return {
        "name": patient.name,
        "programme": patient.programme,
        "village": patient.village,
        "phone": patient.phone,
        "born": patient.birth_year,
    }


async def _treatments(
    session: Unit,
    patients: dict[int, KnownPatient],
    names: dict[int, tuple[tuple[str, ...], tuple[str, ...]]],
) -> None:
    by_id: dict[int, KnownTreatment] = {}
    for row in await treatments_ever(session, patients):
        by_id[row.id] = KnownTreatment(row.id, row.spoken_name, row.stopped_on)
        patients[row.patient_id].treatments[names[row.medicine_id]] = by_id[row.id]
    regimens, fills = await regimens_and_fills(session, by_id)
    for r in regimens:
        by_id[r.treatment_id].regimens.append(regimen_of(r))
    for f in fills:
        by_id[f.treatment_id].fills.append(
            Fill(f.id, f.dispensed_on, f.quantity, CountSource(f.source), f.replaced_at is not None)
        )
