"""A clinic's medicines: which it has, which it lacks, who takes them, what was handed out."""

from collections.abc import Collection
from datetime import date
from fractions import Fraction

from sqlalchemy import select

from db.enums import CountSource
from db.models import Dispensing, Medicine, Patient, StockOut, Treatment
from db.session import Unit


async def medicines_of(session: Unit, clinic_id: int) -> list[Medicine]:
    rows = await session.scalars(
        select(Medicine).where(Medicine.clinic_id == clinic_id).order_by(Medicine.name)
    )
    return list(rows)


async def medicine_of_clinic(session: Unit, clinic_id: int, medicine_id: int) -> Medicine | None:
    """None: there is none, or it is another clinic's."""
    found: Medicine | None = await session.scalar(
        select(Medicine).where(Medicine.id == medicine_id, Medicine.clinic_id == clinic_id)
    )
    return found


async def medicines_lacking(session: Unit, clinic_id: int) -> set[int]:
    """Medicines of which the clinic has none now."""
    rows = await session.scalars(
        select(StockOut.medicine_id)
        .join(Medicine, Medicine.id == StockOut.medicine_id)
        .where(Medicine.clinic_id == clinic_id, StockOut.ended_at.is_(None))
    )
    return set(rows)


async def lacking(session: Unit, patients: Collection[int]) -> dict[int, list[str]]:
    """What each of them takes and the clinic has none of now, as they call it."""
    rows = await session.execute(
        select(Treatment.patient_id, Treatment.spoken_name)
        .join(StockOut, StockOut.medicine_id == Treatment.medicine_id)
        .where(
            Treatment.patient_id.in_(patients),
            Treatment.stopped_on.is_(None),
            StockOut.ended_at.is_(None),
        )
        .order_by(Treatment.id)
    )
    named: dict[int, list[str]] = {}
    for patient_id, spoken_name in rows:
        named.setdefault(patient_id, []).append(spoken_name)
    return named


async def treatment_of_clinic(session: Unit, clinic_id: int, treatment_id: int) -> Treatment | None:
    """None: there is none, or it is another clinic's."""
    found: Treatment | None = await session.scalar(
        select(Treatment)
        .join(Patient, Patient.id == Treatment.patient_id)
        .where(Treatment.id == treatment_id, Patient.clinic_id == clinic_id)
    )
    return found


async def dispensing_to_correct(
    session: Unit, dispensing_id: int
) -> tuple[Dispensing, Treatment, int] | None:
    """With its treatment and clinic, locked until the end of the transaction."""
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


async def is_dispensed(
    session: Unit, patient_id: int, medicine: str, quantity: Fraction, day: date
) -> bool:
    """Whether the clinic recorded just this before: the command was given twice."""
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
