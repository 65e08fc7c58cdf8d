"""Treatments with their doses, fills and counts: a whole batch of patients in four statements."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Result, Row, bindparam, select

from db.models import Dispensing, Medicine, Patient, PillCount, Regimen, Treatment
from db.session import Unit

TREATMENTS = (
    select(
        Treatment.id,
        Treatment.patient_id,
        Treatment.spoken_name,
        Medicine.strip_size,
        Medicine.countable,
        Patient.name.label("patient_name"),
        Patient.programme,
        Patient.clinic_id,
        Patient.count_hour,
        Patient.count_every_days,
    )
    .join(Medicine, Medicine.id == Treatment.medicine_id)
    .join(Patient, Patient.id == Treatment.patient_id)
    .where(
        Treatment.patient_id.in_(bindparam("patients", expanding=True)),
        Treatment.stopped_on.is_(None),
        Patient.left_on.is_(None),
    )
    .order_by(Treatment.id)
)
_MINE: BindParameter[list[int]] = bindparam("treatments", expanding=True)
REGIMENS = select(
    Regimen.treatment_id, Regimen.doses_num, Regimen.doses_den, Regimen.starts_on, Regimen.ends_on
).where(Regimen.treatment_id.in_(_MINE))
FILLS = select(
    Dispensing.treatment_id, Dispensing.quantity, Dispensing.dispensed_on, Dispensing.recorded_at
).where(Dispensing.treatment_id.in_(_MINE), Dispensing.dispensed_on >= bindparam("since"))
COUNTS = (
    select(
        PillCount.id,
        PillCount.treatment_id,
        PillCount.counted_on,
        PillCount.counted_at,
        PillCount.remaining,
        PillCount.doubtful,
    )
    .where(
        PillCount.treatment_id.in_(_MINE),
        PillCount.replaced_at.is_(None),
        PillCount.counted_on >= bindparam("since"),
    )
    .order_by(PillCount.counted_on, PillCount.id)
)


async def treatments_of(session: Unit, patients: Collection[int]) -> Sequence[Row[Any]]:
    found: Result[Any] = await session.execute(TREATMENTS, {"patients": list(patients)})
    return found.all()


async def doses_fills_counts(
    session: Unit, treatments: Collection[int], since: date
) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]], Sequence[Row[Any]]]:
    """What bears on the arithmetic of these treatments since a day, oldest count first."""
    mine = {"treatments": list(treatments)}
    regimens: Result[Any] = await session.execute(REGIMENS, mine)
    fills: Result[Any] = await session.execute(FILLS, {**mine, "since": since})
    counts: Result[Any] = await session.execute(COUNTS, {**mine, "since": since})
    return regimens.all(), fills.all(), counts.all()


async def medicines_of(session: Unit, clinic_id: int) -> list[Medicine]:
    rows = await session.scalars(
        select(Medicine).where(Medicine.clinic_id == clinic_id).order_by(Medicine.name)
    )
    return list(rows)


async def patients_of_clinic(session: Unit, clinic_id: int, like: str = "") -> list[Patient]:
    """Patients whose name or clinic number holds what was typed, newest first, eight at most."""
    wanted = f"%{like.strip()}%"
    rows = await session.scalars(
        select(Patient)
        .where(
            Patient.clinic_id == clinic_id,
            Patient.left_on.is_(None),
            Patient.name.ilike(wanted) | Patient.clinic_number.ilike(wanted),
        )
        .order_by(Patient.id.desc())
        .limit(8)
    )
    return list(rows)
