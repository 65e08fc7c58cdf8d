"""Patients whom the bot asks for a count or how they are, and what decides when: in batches."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from db.enums import GroupState, MeetingState
from db.models import (
    Account,
    Group,
    Holder,
    Medicine,
    Meeting,
    Membership,
    Patient,
    PillCount,
    Treatment,
)
from db.session import UnitOfWork


async def due_patients(
    session: UnitOfWork,
    clinic_id: int,
    due: InstrumentedAttribute[datetime | None],
    now: datetime,
    limit: int,
) -> list[Patient]:
    """Patients of a clinic who are due, locked; rows locked by another process are skipped."""
    rows = await session.scalars(
        select(Patient)
        .where(Patient.clinic_id == clinic_id, due <= now, Patient.left_on.is_(None))
        .order_by(due, Patient.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(rows)


async def patients_with_countable(session: UnitOfWork, patients: Collection[int]) -> set[int]:
    """Patients who take a medicine that can be counted."""
    rows = await session.scalars(
        select(Treatment.patient_id)
        .join(Medicine, Medicine.id == Treatment.medicine_id)
        .where(
            Treatment.patient_id.in_(list(patients)),
            Treatment.stopped_on.is_(None),
            Medicine.countable,
        )
    )
    return set(rows)


async def accounts_by_patient(
    session: UnitOfWork, patients: Collection[int]
) -> dict[int, list[int]]:
    """The accounts to which messages about each patient go."""
    rows = await session.execute(
        select(Holder.patient_id, Holder.account_id)
        .where(Holder.patient_id.in_(list(patients)), Holder.ended_at.is_(None))
        .order_by(Holder.id)
    )
    found: dict[int, list[int]] = {patient_id: [] for patient_id in patients}
    for patient_id, account_id in rows:
        found[patient_id].append(account_id)
    return found


async def last_counts(session: UnitOfWork, patients: Collection[int]) -> dict[int, datetime]:
    return await _by_patient(
        session,
        select(Treatment.patient_id, func.max(PillCount.counted_at))
        .join(PillCount, PillCount.treatment_id == Treatment.id)
        .where(Treatment.patient_id.in_(list(patients)))
        .group_by(Treatment.patient_id),
    )


async def next_meetings(
    session: UnitOfWork, patients: Collection[int], now: datetime
) -> dict[int, datetime]:
    """The next meeting of any of their groups."""
    return await _by_patient(
        session,
        select(Holder.patient_id, func.min(Meeting.starts_at))
        .join(Membership, Membership.account_id == Holder.account_id)
        .join(Group, Group.id == Membership.group_id)
        .join(Meeting, Meeting.group_id == Group.id)
        .where(
            Holder.patient_id.in_(list(patients)),
            Holder.ended_at.is_(None),
            Membership.left_at.is_(None),
            Group.state == GroupState.ACTIVE,
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at > now,
        )
        .group_by(Holder.patient_id),
    )


async def hours_of_accounts(session: UnitOfWork, accounts: Collection[int]) -> dict[int, int]:
    """The asking hour of the patient whom each account is about."""
    rows = await session.execute(
        select(Account.id, Patient.count_hour)
        .join(Patient, Patient.id == Account.patient_id)
        .where(Account.id.in_(list(accounts)))
    )
    return {row[0]: row[1] for row in rows}


async def _by_patient(session: UnitOfWork, statement: Select[Any, Any]) -> dict[int, Any]:
    rows = await session.execute(statement)
    return {row[0]: row[1] for row in rows}
