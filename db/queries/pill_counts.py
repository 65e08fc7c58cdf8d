"""Assisted counts: which requests are open, who may help, which cards helpers have."""

from datetime import datetime

from sqlalchemy import select

from db.enums import OutboxStatus
from db.models import AssistedCount, Outbox, Patient
from db.queries.caregivers import holders_of
from db.queries.groups import group_of_person, leaders_of
from db.session import UnitOfWork


async def locked_assisted_count(session: UnitOfWork, request_id: int) -> AssistedCount | None:
    found: AssistedCount | None = await session.scalar(
        select(AssistedCount)
        .where(AssistedCount.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def open_assisted_counts(session: UnitOfWork, treatment_id: int) -> list[AssistedCount]:
    rows = await session.scalars(
        select(AssistedCount)
        .where(AssistedCount.treatment_id == treatment_id, AssistedCount.ended_at.is_(None))
        .order_by(AssistedCount.id)
        .with_for_update()
    )
    return list(rows)


async def assisted_counts_of_patient(session: UnitOfWork, patient_id: int) -> list[AssistedCount]:
    """All of this patient whose voice or photo was not erased."""
    rows = await session.scalars(
        select(AssistedCount)
        .where(AssistedCount.patient_id == patient_id, AssistedCount.file_id != "")
        .order_by(AssistedCount.id)
        .with_for_update()
    )
    return list(rows)


async def assisted_counts_from_account(session: UnitOfWork, account_id: int) -> list[AssistedCount]:
    """All that this account sent and whose voice or photo was not erased."""
    rows = await session.scalars(
        select(AssistedCount)
        .where(AssistedCount.account_id == account_id, AssistedCount.file_id != "")
        .order_by(AssistedCount.id)
        .with_for_update()
    )
    return list(rows)


async def unseen_assisted_counts(
    session: UnitOfWork, clinic_id: int, now: datetime
) -> list[AssistedCount]:
    """Requests that the clinic must be alerted to now, locked, without those locked elsewhere."""
    rows = await session.scalars(
        select(AssistedCount)
        .join(Patient, Patient.id == AssistedCount.patient_id)
        .where(Patient.clinic_id == clinic_id, AssistedCount.next_at <= now)
        .order_by(AssistedCount.next_at)
        .limit(100)
        .with_for_update(of=AssistedCount, skip_locked=True)
    )
    return list(rows)


async def leaders_of_patient(session: UnitOfWork, patient_id: int) -> list[int]:
    """Accounts of the leaders of the patient's group, without those who act for the patient."""
    group_id = await group_of_person(session, patient_id, None)
    if group_id is None:
        return []
    own = await holders_of(session, patient_id)
    return [leader for leader in await leaders_of(session, group_id) if leader not in own]


async def cards_with_helpers(session: UnitOfWork, prefix: str) -> list[Outbox]:
    """The cards that helpers have or will get."""
    rows = await session.scalars(
        select(Outbox)
        .where(
            Outbox.dedup_key.startswith(prefix, autoescape=True),
            Outbox.status.in_((OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.SENT)),
        )
        .order_by(Outbox.id)
    )
    return list(rows)
