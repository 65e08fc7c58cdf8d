"""Loads what is stored about the patients and medicines that a sheet names."""

from bot.domain.patients.importing.existing import (
    ExistingFill,
    ExistingMedicine,
    ExistingPatient,
    ExistingRecords,
    ExistingTreatment,
)
from bot.domain.patients.importing.grouping import Sheet
from bot.domain.treatments.formulary import name_key
from bot.services.adherence.loading import regimen_of
from db.enums import CountSource
from db.models import Patient
from db.queries.patients.importing import all_regimens_and_fills, all_treatments, patients_by_number
from db.queries.stock import medicines_of_clinic
from db.session import UnitOfWork


async def load_existing_records(
    session: UnitOfWork, clinic_id: int, sheet: Sheet
) -> ExistingRecords:
    medicines = await medicines_of_clinic(session, clinic_id)
    existing = ExistingRecords(
        medicines={
            name_key(m.name): ExistingMedicine(m.id, m.name, m.strip_size, m.countable)
            for m in medicines
        }
    )
    by_id: dict[int, ExistingPatient] = {}
    for patient in await patients_by_number(session, clinic_id, sheet.patients):
        assert patient.clinic_number is not None
        by_id[patient.id] = ExistingPatient(patient.id, _values(patient))
        existing.patients[patient.clinic_number] = by_id[patient.id]
    names = {m.id: name_key(m.name) for m in medicines}
    await _treatments(session, by_id, names)
    return existing


def _values(patient: Patient) -> dict[str, object]:
    return {
        "name": patient.name,
        "programme": patient.programme,
        "village": patient.village,
        "phone": patient.phone,
        "born": patient.birth_year,
    }


async def _treatments(
    session: UnitOfWork,
    patients: dict[int, ExistingPatient],
    names: dict[int, tuple[tuple[str, ...], tuple[str, ...]]],
) -> None:
    by_id: dict[int, ExistingTreatment] = {}
    for row in await all_treatments(session, patients):
        by_id[row.id] = ExistingTreatment(row.id, row.spoken_name, row.stopped_on)
        patients[row.patient_id].treatments[names[row.medicine_id]] = by_id[row.id]
    regimens, fills = await all_regimens_and_fills(session, by_id)
    for r in regimens:
        by_id[r.treatment_id].regimens.append(regimen_of(r))
    for f in fills:
        by_id[f.treatment_id].fills.append(
            ExistingFill(
                f.id, f.dispensed_on, f.quantity, CountSource(f.source), f.replaced_at is not None
            )
        )
