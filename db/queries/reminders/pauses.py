"""Pauses of patients and of groups."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from db.models import (
    Holder,
    Membership,
    Pause,
)
from db.session import UnitOfWork


def pause_covers(today: date) -> ColumnElement[bool]:
    """Whether a pause includes this day."""
    return and_(
        Pause.ended_at.is_(None),
        Pause.from_on <= today,
        or_(Pause.until_on.is_(None), Pause.until_on >= today),
    )


async def paused_patients(
    session: UnitOfWork, patients: Collection[int], today: date
) -> dict[int, date | None]:
    """Patients with a pause today, of their own or of a group, and its last day or None."""
    own = select(Pause.patient_id, Pause.until_on).where(
        Pause.patient_id.in_(list(patients)), pause_covers(today)
    )
    of_group = (
        select(Holder.patient_id, Pause.until_on)
        .join(Membership, Membership.account_id == Holder.account_id)
        .join(Pause, Pause.group_id == Membership.group_id)
        .where(
            Holder.patient_id.in_(list(patients)),
            Holder.ended_at.is_(None),
            Membership.left_at.is_(None),
            pause_covers(today),
        )
    )
    found: dict[int, date | None] = {}
    statements: tuple[Select[Any, Any], ...] = (own, of_group)
    for statement in statements:
        for row in await session.execute(statement):
            patient_id, until = row[0], row[1]
            known = found.get(patient_id, until)
            found[patient_id] = None if until is None or known is None else max(until, known)
    return found


async def open_pauses_of_patient(session: UnitOfWork, patient_id: int) -> list[Pause]:
    """Pauses of the patient that nobody has ended."""
    rows = await session.scalars(
        select(Pause).where(Pause.patient_id == patient_id, Pause.ended_at.is_(None))
    )
    return list(rows)


async def has_own_pause(session: UnitOfWork, patient_id: int, today: date) -> bool:
    """Whether the patient has a pause of their own today, not only one of their group."""
    mine = exists().where(Pause.patient_id == patient_id, pause_covers(today))
    return bool(await session.scalar(select(mine)))


async def open_pauses_of_group(session: UnitOfWork, group_id: int) -> list[Pause]:
    rows = await session.scalars(
        select(Pause).where(Pause.group_id == group_id, Pause.ended_at.is_(None))
    )
    return list(rows)
