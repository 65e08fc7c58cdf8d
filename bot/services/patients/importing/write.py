"""Writes the plan of an import, in few statements for thousands of lines."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from bot.domain.patients.importing.plan import Change, PatientPlan, Plan, TreatmentPlan
from bot.services.adherence.summary import update_summaries
from bot.services.audit import record_action
from bot.services.treatments import regimen_row, set_regimen
from db.enums import CountSource
from db.models import Clinic, Dispensing, Medicine, Patient, Treatment
from db.queries.patients.importing import batches
from db.session import UnitOfWork

OPERATOR = ("operator", None)
COLUMN_OF = {"born": "birth_year"}
"""Columns of the sheet that have another name in the table."""

Progress = Callable[[int], object]


async def write_import(
    session: UnitOfWork, clinic: Clinic, plan: Plan, *, progress: Progress, now: datetime
) -> None:
    """`progress` is called with the number of patients that are done."""
    medicines = await _medicines(session, clinic.id, plan)
    changed = [patient for patient in plan.patients if patient.touched]
    progress(len(plan.patients) - len(changed))
    for part in batches(changed):
        ids = await _patients(session, clinic.id, part, now)
        await _treatments(session, part, ids, medicines, now)
        await session.flush()
        await update_summaries(session, list(ids.values()), now=now)
        await session.flush_queued()
        session.expunge_all()
        progress(len(part))
    record_action(session, "import", ("clinic", clinic.id), actor=OPERATOR, now=now)


async def _medicines(session: UnitOfWork, clinic_id: int, plan: Plan) -> dict[Any, Medicine]:
    found: dict[Any, Medicine] = {}
    for medicine in plan.medicines:
        row = await session.get(Medicine, medicine.id) if medicine.id else None
        if row is None:
            row = Medicine(clinic_id=clinic_id, name=medicine.name)
            session.add(row)
        row.strip_size, row.countable = medicine.strip, medicine.countable
        found[medicine.key] = row
    await session.flush()
    return found


async def _patients(
    session: UnitOfWork, clinic_id: int, plans: Sequence[PatientPlan], now: datetime
) -> dict[str, int]:
    """Returns the patients' ids by clinic number."""
    rows = {}
    for plan in plans:
        values = {COLUMN_OF.get(column, column): value for column, value in plan.values.items()}
        if plan.id is None:
            rows[plan.number] = Patient(
                clinic_id=clinic_id,
                clinic_number=plan.number,
                registered=True,
                created_at=now,
                **values,
            )
        elif values:
            await session.execute(update(Patient).where(Patient.id == plan.id).values(**values))
    session.add_all(rows.values())
    await session.flush()
    ids = {plan.number: plan.id or rows[plan.number].id for plan in plans}
    for plan in plans:
        if plan.change is not Change.UNCHANGED:
            record_action(
                session, "patient", ("patient", ids[plan.number]), actor=OPERATOR, now=now
            )
    return ids


async def _treatments(
    session: UnitOfWork,
    plans: Sequence[PatientPlan],
    ids: dict[str, int],
    medicines: dict[Any, Medicine],
    now: datetime,
) -> None:
    new: list[tuple[TreatmentPlan, Treatment]] = []
    for plan in plans:
        for treatment in plan.treatments:
            if treatment.id is None:
                medicine = medicines[treatment.medicine]
                row = Treatment(
                    patient_id=ids[plan.number],
                    medicine_id=medicine.id,
                    spoken_name=treatment.spoken or medicine.name,
                )
                new.append((treatment, row))
            else:
                await _change(session, treatment, treatment.id)
    session.add_all(row for _plan, row in new)
    await session.flush()
    for treatment, row in new:
        _first_doses(session, treatment, row.id)
    new_ids = {id(treatment): row.id for treatment, row in new}
    for treatment in (t for plan in plans for t in plan.treatments):
        await _fills(session, treatment, treatment.id or new_ids[id(treatment)], now)


async def _change(session: UnitOfWork, plan: TreatmentPlan, treatment_id: int) -> None:
    if plan.change is Change.UNCHANGED:
        return
    values: dict[str, Any] = {"spoken_name": plan.spoken} if plan.spoken else {}
    if plan.doses:
        values["stopped_on"] = None
    if values:
        await session.execute(
            update(Treatment).where(Treatment.id == treatment_id).values(**values)
        )
    for dose in plan.doses:
        await set_regimen(session, treatment_id, dose.prescribed, dose.starts)


def _first_doses(session: UnitOfWork, plan: TreatmentPlan, treatment_id: int) -> None:
    """Each dose holds until the next one begins."""
    ends: list[date | None] = [*(dose.starts for dose in plan.doses[1:]), None]
    for dose, end in zip(plan.doses, ends, strict=True):
        row = regimen_row(treatment_id, dose.prescribed, dose.starts)
        row.ends_on = end
        session.add(row)


async def _fills(
    session: UnitOfWork, plan: TreatmentPlan, treatment_id: int, now: datetime
) -> None:
    for fill in plan.fills:
        if fill.change is Change.UNCHANGED:
            continue
        if fill.replaces is not None:
            await session.execute(
                update(Dispensing).where(Dispensing.id == fill.replaces).values(replaced_at=now)
            )
        session.add(
            Dispensing(
                treatment_id=treatment_id,
                quantity=fill.quantity,
                dispensed_on=fill.day,
                source=CountSource.IMPORT,
                recorded_at=now,
            )
        )
        subject = ("treatment", treatment_id)
        record_action(
            session, "dispense", subject, actor=OPERATOR, detail=CountSource.IMPORT, now=now
        )
