"""Shifts of the rota, and the staff of a clinic."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select

from db.models import OncallSwap, Shift, Staff
from db.session import UnitOfWork


async def shifts_of(
    session: UnitOfWork, staff_ids: Collection[int], since: date
) -> dict[int, list[Shift]]:
    """Shifts of each member of staff: the weekly ones, and those of single days from `since` on."""
    found: dict[int, list[Shift]] = {staff_id: [] for staff_id in staff_ids}
    rows = await session.scalars(
        select(Shift)
        .where(Shift.staff_id.in_(found), or_(Shift.on_date.is_(None), Shift.on_date >= since))
        .order_by(Shift.id)
    )
    for row in rows:
        found[row.staff_id].append(row)
    return found


async def locked_swap(session: UnitOfWork, swap_id: int) -> OncallSwap | None:
    found: OncallSwap | None = await session.scalar(
        select(OncallSwap).where(OncallSwap.id == swap_id).with_for_update()
    )
    return found


async def staff_with_account(
    session: UnitOfWork, clinic_id: int, role: str | None = None
) -> list[Staff]:
    """Staff, or those of one role, who have opened the bot, in the order in which they joined."""
    wanted = select(Staff).where(
        Staff.clinic_id == clinic_id, Staff.left_at.is_(None), Staff.account_id.is_not(None)
    )
    if role is not None:
        wanted = wanted.where(Staff.role == role)
    return list(await session.scalars(wanted.order_by(Staff.id)))


async def staff_by_id(session: UnitOfWork, staff_id: int) -> Staff | None:
    """A member of staff; None if there is nobody of this id or they have left."""
    found: Staff | None = await session.scalar(
        select(Staff).where(Staff.id == staff_id, Staff.left_at.is_(None))
    )
    return found


async def staff_of_clinic(session: UnitOfWork, clinic_id: int) -> list[Staff]:
    rows = await session.scalars(
        select(Staff)
        .where(Staff.clinic_id == clinic_id, Staff.left_at.is_(None))
        .order_by(Staff.id)
    )
    return list(rows)


async def staff_by_name(session: UnitOfWork, clinic_id: int, name: str) -> list[Staff]:
    """Staff of a clinic by name, whatever the spaces and capitals."""
    wanted = " ".join(name.split()).casefold()
    rows = await session.scalars(
        select(Staff).where(Staff.clinic_id == clinic_id, Staff.left_at.is_(None))
    )
    return [staff for staff in rows if " ".join(staff.name.split()).casefold() == wanted]
