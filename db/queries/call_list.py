"""For the call list: facts about a clinic's patients, who is silent, and recent calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Result, Row, String, and_, cast, func, or_, select

from db.models import (
    AdherenceSummary,
    CheckIn,
    Holder,
    Patient,
    Pause,
    PhoneCall,
    PillCount,
    Slot,
    Treatment,
)
from db.queries.people import CONSENT_STANDS
from db.session import UnitOfWork

LAST_COUNT_AT = (
    select(func.max(PillCount.counted_at))
    .join(Treatment, Treatment.id == PillCount.treatment_id)
    .where(Treatment.patient_id == Patient.id)
    .scalar_subquery()
)
LAST_CHECKIN_AT = (
    select(func.max(CheckIn.answered_at)).where(CheckIn.patient_id == Patient.id).scalar_subquery()
)
OPEN_PAUSE = select(Pause.id).where(Pause.patient_id == Patient.id, Pause.ended_at.is_(None))
CURRENT_HOLDER = select(Holder.id).where(Holder.patient_id == Patient.id, Holder.ended_at.is_(None))


@dataclass(frozen=True, slots=True)
class PatientScope:
    """All patients of a clinic, or one; never those who left or withdrew consent."""

    clinic_id: int
    patient_id: int | None = None

    def __call__(self) -> ColumnElement[bool]:
        only = () if self.patient_id is None else (Patient.id == self.patient_id,)
        return and_(
            Patient.clinic_id == self.clinic_id, Patient.left_on.is_(None), CONSENT_STANDS, *only
        )


async def treatment_facts(
    session: UnitOfWork, scope: PatientScope, run_out_by: date
) -> Sequence[Row[Any]]:
    """Running treatments with facts that may be a reason to call."""
    found: Result[Any] = await session.execute(
        select(
            Treatment.patient_id,
            Patient.programme,
            Treatment.id,
            Treatment.spoken_name,
            AdherenceSummary.run_out_on,
            AdherenceSummary.injection_due_on,
            AdherenceSummary.decided_band,
            AdherenceSummary.days,
            AdherenceSummary.taken,
            AdherenceSummary.expected,
        )
        .join(Patient, Patient.id == Treatment.patient_id)
        .join(AdherenceSummary, AdherenceSummary.treatment_id == Treatment.id)
        .where(
            scope(),
            Treatment.stopped_on.is_(None),
            or_(
                AdherenceSummary.run_out_on <= run_out_by,
                AdherenceSummary.injection_due_on.is_not(None),
                AdherenceSummary.counted_on.is_not(None),
            ),
        )
        .order_by(Treatment.id)
    )
    return found.all()


async def hard_reasons(session: UnitOfWork, scope: PatientScope, since: date) -> dict[int, str]:
    """By treatment: what the patient last named as making it hard, since a day."""
    rows = await session.execute(
        select(PillCount.treatment_id, PillCount.hard)
        .join(Treatment, Treatment.id == PillCount.treatment_id)
        .join(Patient, Patient.id == Treatment.patient_id)
        .where(
            scope(),
            PillCount.hard.is_not(None),
            PillCount.replaced_at.is_(None),
            PillCount.counted_on >= since,
        )
        .order_by(PillCount.counted_on, PillCount.id)
    )
    return {treatment_id: hard for treatment_id, hard in rows if hard}


async def silent_patients(
    session: UnitOfWork, scope: PatientScope, today: date
) -> Sequence[Row[Any]]:
    """Patients who do not answer, their programme, and since when.

    `since` is the first question for a count after their last count and check-in. A patient with
    an open pause is not silent, because nobody asks them.
    """
    found: Result[Any] = await session.execute(
        select(Patient.id, Patient.programme, func.min(Slot.done_at).label("since"))
        .join(Slot, Slot.scope == cast(Patient.id, String))
        .where(
            scope(),
            Slot.job == "count",
            Slot.done_at > func.coalesce(LAST_COUNT_AT, Patient.created_at),
            Slot.done_at > func.coalesce(LAST_CHECKIN_AT, Patient.created_at),
            CURRENT_HOLDER.exists(),
            ~OPEN_PAUSE.where(
                Pause.from_on <= today, or_(Pause.until_on.is_(None), Pause.until_on >= today)
            ).exists(),
        )
        .group_by(Patient.id, Patient.programme)
    )
    return found.all()


async def new_patients_without_medicine(
    session: UnitOfWork, scope: PatientScope, since: datetime
) -> Sequence[Row[Any]]:
    """Patients whose phone joined since then, without any medicine recorded; and when."""
    found: Result[Any] = await session.execute(
        select(Patient.id, Patient.programme, func.min(Holder.created_at).label("joined_at"))
        .join(Holder, Holder.patient_id == Patient.id)
        .where(
            scope(),
            Holder.ended_at.is_(None),
            Holder.created_at >= since,
            ~select(Treatment.id).where(Treatment.patient_id == Patient.id).exists(),
        )
        .group_by(Patient.id, Patient.programme)
    )
    return found.all()


async def recent_calls(session: UnitOfWork, clinic_id: int, since: date) -> list[PhoneCall]:
    """Calls since a day, oldest first."""
    rows = await session.scalars(
        select(PhoneCall)
        .join(Patient, Patient.id == PhoneCall.patient_id)
        .where(Patient.clinic_id == clinic_id, PhoneCall.called_on >= since)
        .order_by(PhoneCall.called_on)
    )
    return list(rows)


async def call_of_day(session: UnitOfWork, patient_id: int, day: date) -> PhoneCall | None:
    found: PhoneCall | None = await session.scalar(
        select(PhoneCall).where(PhoneCall.patient_id == patient_id, PhoneCall.called_on == day)
    )
    return found


async def patients_by_id(session: UnitOfWork, patients: Sequence[int]) -> dict[int, Patient]:
    rows = await session.scalars(select(Patient).where(Patient.id.in_(patients)))
    return {patient.id: patient for patient in rows}


async def newest_counts(session: UnitOfWork, treatment_id: int, limit: int) -> list[PillCount]:
    """Counts that are not replaced, including doubtful ones, newest first."""
    rows = await session.scalars(
        select(PillCount)
        .where(PillCount.treatment_id == treatment_id, PillCount.replaced_at.is_(None))
        .order_by(PillCount.counted_on.desc(), PillCount.id.desc())
        .limit(limit)
    )
    return list(rows)


async def treatments_with_summary(
    session: UnitOfWork, patient_id: int
) -> Sequence[Row[Treatment, AdherenceSummary | None]]:
    rows = await session.execute(
        select(Treatment, AdherenceSummary)
        .outerjoin(AdherenceSummary, AdherenceSummary.treatment_id == Treatment.id)
        .where(Treatment.patient_id == patient_id, Treatment.stopped_on.is_(None))
        .order_by(Treatment.id)
    )
    return rows.all()
