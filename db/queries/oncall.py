"""The rota as it is written down."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select

from db.models import Shift, Staff
from db.session import Unit


async def shifts_of(
    session: Unit, staff_ids: Collection[int], since: date
) -> dict[int, list[Shift]]:
    """By person: the hours of the week, and of single days from `since` on."""
    found: dict[int, list[Shift]] = {staff_id: [] for staff_id in staff_ids}
    rows = await session.scalars(
        select(Shift)
        .where(Shift.staff_id.in_(found), or_(Shift.on_date.is_(None), Shift.on_date >= since))
        .order_by(Shift.id)
    )
    for row in rows:
        found[row.staff_id].append(row)
    return found


async def staff_at_work(session: Unit, clinic_id: int, role: str | None = None) -> list[Staff]:
    """Everybody on the staff, or those of a role, who has opened the bot, as they joined."""
    wanted = select(Staff).where(
        Staff.clinic_id == clinic_id, Staff.left_at.is_(None), Staff.account_id.is_not(None)
    )
    if role is not None:
        wanted = wanted.where(Staff.role == role)
    return list(await session.scalars(wanted.order_by(Staff.id)))


async def staff_by_id(session: Unit, staff_id: int) -> Staff | None:
    """None: there is nobody, or they have left."""
    found: Staff | None = await session.scalar(
        select(Staff).where(Staff.id == staff_id, Staff.left_at.is_(None))
    )
    return found


async def staff_of_clinic(session: Unit, clinic_id: int) -> list[Staff]:
    rows = await session.scalars(
        select(Staff)
        .where(Staff.clinic_id == clinic_id, Staff.left_at.is_(None))
        .order_by(Staff.id)
    )
    return list(rows)
