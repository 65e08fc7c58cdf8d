"""The weekly question and its answers."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from db.models import (
    CheckIn,
    Patient,
)
from db.session import UnitOfWork


async def locked_checkin(session: UnitOfWork, checkin_id: int) -> CheckIn | None:
    found: CheckIn | None = await session.scalar(
        select(CheckIn)
        .where(CheckIn.id == checkin_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def unanswered_checkins(
    session: UnitOfWork, clinic_id: int, asked_before: datetime, limit: int
) -> list[CheckIn]:
    rows = await session.scalars(
        select(CheckIn)
        .join(Patient, Patient.id == CheckIn.patient_id)
        .where(
            Patient.clinic_id == clinic_id,
            CheckIn.answered_at.is_(None),
            CheckIn.unanswered_at.is_(None),
            CheckIn.asked_at <= asked_before,
            Patient.left_on.is_(None),
        )
        .order_by(CheckIn.asked_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=CheckIn)
    )
    return list(rows)


async def latest_checkins(session: UnitOfWork, patient_id: int, how_many: int) -> list[CheckIn]:
    rows = await session.scalars(
        select(CheckIn)
        .where(CheckIn.patient_id == patient_id)
        .order_by(CheckIn.asked_at.desc(), CheckIn.id.desc())
        .limit(how_many)
    )
    return list(rows)


async def last_checkin_answers(
    session: UnitOfWork, patients: Collection[int]
) -> dict[int, datetime]:
    rows = await session.execute(
        select(CheckIn.patient_id, func.max(CheckIn.answered_at))
        .where(CheckIn.patient_id.in_(list(patients)), CheckIn.answered_at.is_not(None))
        .group_by(CheckIn.patient_id)
    )
    return {patient_id: at for patient_id, at in rows if at is not None}
