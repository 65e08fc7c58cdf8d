"""Stock: the clinic has run out of a medicine, or has it again."""

from datetime import datetime

from sqlalchemy import select

from bot.services.adherence.summary import update_summaries
from bot.services.audit import Actor, record_action
from db.models import Medicine, StockOut, Treatment
from db.session import UnitOfWork


async def mark_out_of_stock(
    session: UnitOfWork, medicine: Medicine, *, actor: Actor, now: datetime
) -> bool:
    """False if it was marked already."""
    if await _open_stock_out(session, medicine.id) is not None:
        return False
    session.add(StockOut(medicine_id=medicine.id, since=now))
    record_action(session, "out_of_stock", ("medicine", medicine.id), actor=actor, now=now)
    return True


async def mark_in_stock(
    session: UnitOfWork, medicine: Medicine, *, actor: Actor, now: datetime
) -> bool:
    """False if it was not marked as out. Adherence of the time without it is calculated again."""
    stock_out = await _open_stock_out(session, medicine.id)
    if stock_out is None:
        return False
    stock_out.ended_at = now
    record_action(session, "in_stock", ("medicine", medicine.id), actor=actor, now=now)
    await session.flush()
    patients = await session.scalars(
        select(Treatment.patient_id).where(
            Treatment.medicine_id == medicine.id, Treatment.stopped_on.is_(None)
        )
    )
    await update_summaries(session, list(patients), now=now)
    return True


async def _open_stock_out(session: UnitOfWork, medicine_id: int) -> StockOut | None:
    found: StockOut | None = await session.scalar(
        select(StockOut).where(StockOut.medicine_id == medicine_id, StockOut.ended_at.is_(None))
    )
    return found
