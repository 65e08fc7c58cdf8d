"""Dispensings: one to correct, and whether one is recorded already."""

from datetime import date
from fractions import Fraction

from sqlalchemy import select

from db.enums import CountSource
from db.models import Dispensing, Medicine, Patient, Treatment
from db.session import UnitOfWork


async def dispensing_to_correct(
    session: UnitOfWork, dispensing_id: int
) -> tuple[Dispensing, Treatment, int] | None:
    """The dispensing, its treatment and its clinic, locked until the end of the transaction."""
    row = (
        await session.execute(
            select(Dispensing, Treatment, Patient.clinic_id)
            .join(Treatment, Treatment.id == Dispensing.treatment_id)
            .join(Patient, Patient.id == Treatment.patient_id)
            .where(Dispensing.id == dispensing_id)
            .with_for_update(of=Dispensing)
        )
    ).first()
    return None if row is None else (row[0], row[1], row[2])


async def is_dispensed_already(
    session: UnitOfWork, patient_id: int, medicine: str, quantity: Fraction, day: date
) -> bool:
    """Whether the clinic has recorded exactly this, because a command was run twice."""
    found = await session.scalar(
        select(Dispensing.id)
        .join(Treatment, Treatment.id == Dispensing.treatment_id)
        .join(Medicine, Medicine.id == Treatment.medicine_id)
        .where(
            Treatment.patient_id == patient_id,
            Medicine.name == medicine,
            Dispensing.dispensed_on == day,
            Dispensing.quantity == quantity,
            Dispensing.replaced_at.is_(None),
            Dispensing.source.in_((CountSource.CLINIC, CountSource.IMPORT)),
        )
        .limit(1)
    )
    return found is not None
