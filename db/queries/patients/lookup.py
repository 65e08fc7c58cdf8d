"""Patients of one clinic: one by id, or those who match what was typed."""

from sqlalchemy import select, true

from db.models import Patient
from db.session import UnitOfWork


async def patient_of_clinic(session: UnitOfWork, clinic_id: int, patient_id: int) -> Patient | None:
    """None if there is no such patient, they left, or they belong to another clinic."""
    found: Patient | None = await session.scalar(
        select(Patient).where(
            Patient.id == patient_id, Patient.clinic_id == clinic_id, Patient.left_on.is_(None)
        )
    )
    return found


async def patients_matching(
    session: UnitOfWork, clinic_id: int, like: str = "", *, also_left: bool = False
) -> list[Patient]:
    """Patients whose name or clinic number contains the text, newest first, at most eight."""
    wanted = f"%{like.strip()}%"
    here = true() if also_left else Patient.left_on.is_(None)
    rows = await session.scalars(
        select(Patient)
        .where(
            Patient.clinic_id == clinic_id,
            here,
            Patient.name.ilike(wanted) | Patient.clinic_number.ilike(wanted),
        )
        .order_by(Patient.id.desc())
        .limit(8)
    )
    return list(rows)
