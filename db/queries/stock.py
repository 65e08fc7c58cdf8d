"""A clinic's medicines, and those it has run out of."""

from collections.abc import Collection

from sqlalchemy import select

from db.models import Medicine, StockOut, Treatment
from db.session import UnitOfWork


async def medicines_of_clinic(session: UnitOfWork, clinic_id: int) -> list[Medicine]:
    rows = await session.scalars(
        select(Medicine).where(Medicine.clinic_id == clinic_id).order_by(Medicine.name)
    )
    return list(rows)


async def medicine_of_clinic(
    session: UnitOfWork, clinic_id: int, medicine_id: int
) -> Medicine | None:
    """None if there is no such medicine, or it belongs to another clinic."""
    found: Medicine | None = await session.scalar(
        select(Medicine).where(Medicine.id == medicine_id, Medicine.clinic_id == clinic_id)
    )
    return found


async def medicines_out_of_stock(session: UnitOfWork, clinic_id: int) -> set[int]:
    """Ids of the medicines that the clinic has run out of."""
    rows = await session.scalars(
        select(StockOut.medicine_id)
        .join(Medicine, Medicine.id == StockOut.medicine_id)
        .where(Medicine.clinic_id == clinic_id, StockOut.ended_at.is_(None))
    )
    return set(rows)


async def out_of_stock_by_patient(
    session: UnitOfWork, patients: Collection[int]
) -> dict[int, list[str]]:
    """By patient: the medicines they take that are out of stock, as the patient calls them."""
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
