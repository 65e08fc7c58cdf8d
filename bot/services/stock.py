"""The clinic has none of a medicine, or has it again."""

from datetime import datetime

from sqlalchemy import select

from bot.services.adherence.summary import reckon_patients
from bot.services.audit import note
from db.models import Medicine, StockOut, Treatment
from db.session import Unit


async def mark_out_of_stock(
    session: Unit, medicine: Medicine, *, staff_id: int, now: datetime
) -> bool:
    """False: it was known already."""
    if await _lack(session, medicine.id) is not None:
        return False
    session.add(StockOut(medicine_id=medicine.id, since=now))
    note(session, "out_of_stock", ("medicine", medicine.id), actor=("staff", staff_id), now=now)
    return True


async def mark_in_stock(session: Unit, medicine: Medicine, *, staff_id: int, now: datetime) -> bool:
    """False: it was not missing. Shares of the time without are reckoned anew."""
    lack = await _lack(session, medicine.id)
    if lack is None:
        return False
    lack.ended_at = now
    note(session, "in_stock", ("medicine", medicine.id), actor=("staff", staff_id), now=now)
    await session.flush()
    patients = await session.scalars(
        select(Treatment.patient_id).where(
            Treatment.medicine_id == medicine.id, Treatment.stopped_on.is_(None)
        )
    )
    await reckon_patients(session, list(patients), now=now)
    return True


async def _lack(session: Unit, medicine_id: int) -> StockOut | None:
    found: StockOut | None = await session.scalar(
        select(StockOut).where(StockOut.medicine_id == medicine_id, StockOut.ended_at.is_(None))
    )
    return found
