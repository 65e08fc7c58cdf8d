"""Whom to call: what is known of a clinic's patients, who is silent, who was called already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Result, Row, String, and_, cast, func, or_, select

from db.models import (
    CheckIn,
    Holder,
    Outlook,
    Patient,
    Pause,
    PhoneCall,
    PillCount,
    Slot,
    Treatment,
)
from db.queries.people import NOT_WITHDRAWN
from db.session import Unit

OWN_COUNTS = (
    select(func.max(PillCount.counted_at))
    .join(Treatment, Treatment.id == PillCount.treatment_id)
    .where(Treatment.patient_id == Patient.id)
    .scalar_subquery()
)
OWN_CHECKINS = (
    select(func.max(CheckIn.answered_at)).where(CheckIn.patient_id == Patient.id).scalar_subquery()
)
RESTING = select(Pause.id).where(Pause.patient_id == Patient.id, Pause.ended_at.is_(None))
HELD = select(Holder.id).where(Holder.patient_id == Patient.id, Holder.ended_at.is_(None))


@dataclass(frozen=True, slots=True)
class Whom:
    """The patients of a clinic, or one of them, without who has left or taken consent back."""

    clinic_id: int
    patient_id: int | None = None

    def __call__(self) -> ColumnElement[bool]:
        one = () if self.patient_id is None else (Patient.id == self.patient_id,)
        return and_(
            Patient.clinic_id == self.clinic_id, Patient.left_on.is_(None), NOT_WITHDRAWN, *one
        )


async def known_of(session: Unit, whom: Whom, run_out_by: date) -> Sequence[Row[Any]]:
    """Every running treatment of which something may be a reason to call."""
    found: Result[Any] = await session.execute(
        select(
            Treatment.patient_id,
            Patient.programme,
            Treatment.id,
            Treatment.spoken_name,
            Outlook.run_out_on,
            Outlook.injection_due_on,
            Outlook.decided_band,
            Outlook.days,
            Outlook.taken,
            Outlook.expected,
        )
        .join(Patient, Patient.id == Treatment.patient_id)
        .join(Outlook, Outlook.treatment_id == Treatment.id)
        .where(
            whom(),
            Treatment.stopped_on.is_(None),
            or_(
                Outlook.run_out_on <= run_out_by,
                Outlook.injection_due_on.is_not(None),
                Outlook.counted_on.is_not(None),
            ),
        )
        .order_by(Treatment.id)
    )
    return found.all()


async def said_hard(session: Unit, whom: Whom, since: date) -> dict[int, str]:
    """By treatment: what the person last named as making it hard, since a day."""
    rows = await session.execute(
        select(PillCount.treatment_id, PillCount.hard)
        .join(Treatment, Treatment.id == PillCount.treatment_id)
        .join(Patient, Patient.id == Treatment.patient_id)
        .where(
            whom(),
            PillCount.hard.is_not(None),
            PillCount.replaced_at.is_(None),
            PillCount.counted_on >= since,
        )
        .order_by(PillCount.counted_on, PillCount.id)
    )
    return {treatment_id: hard for treatment_id, hard in rows if hard}


async def unanswered(session: Unit, whom: Whom, today: date) -> Sequence[Row[Any]]:
    """Who has not answered: the patient, their programme, and since when.

    That is when the first count was asked for that neither a count nor a check-in has answered.
    Who asked for a rest is not silent: nobody asks them.
    """
    found: Result[Any] = await session.execute(
        select(Patient.id, Patient.programme, func.min(Slot.done_at).label("since"))
        .join(Slot, Slot.scope == cast(Patient.id, String))
        .where(
            whom(),
            Slot.job == "count",
            Slot.done_at > func.coalesce(OWN_COUNTS, Patient.created_at),
            Slot.done_at > func.coalesce(OWN_CHECKINS, Patient.created_at),
            HELD.exists(),
            ~RESTING.where(
                Pause.from_on <= today, or_(Pause.until_on.is_(None), Pause.until_on >= today)
            ).exists(),
        )
        .group_by(Patient.id, Patient.programme)
    )
    return found.all()


async def joined_without_medicine(session: Unit, whom: Whom, since: datetime) -> Sequence[Row[Any]]:
    """Whose phone joined since then, and of whom no medicine was ever entered; and when."""
    found: Result[Any] = await session.execute(
        select(Patient.id, Patient.programme, func.min(Holder.created_at).label("joined_at"))
        .join(Holder, Holder.patient_id == Patient.id)
        .where(
            whom(),
            Holder.ended_at.is_(None),
            Holder.created_at >= since,
            ~select(Treatment.id).where(Treatment.patient_id == Patient.id).exists(),
        )
        .group_by(Patient.id, Patient.programme)
    )
    return found.all()


async def last_calls(session: Unit, clinic_id: int, since: date) -> list[PhoneCall]:
    """Oldest first."""
    rows = await session.scalars(
        select(PhoneCall)
        .join(Patient, Patient.id == PhoneCall.patient_id)
        .where(Patient.clinic_id == clinic_id, PhoneCall.called_on >= since)
        .order_by(PhoneCall.called_on)
    )
    return list(rows)


async def call_of_day(session: Unit, patient_id: int, day: date) -> PhoneCall | None:
    found: PhoneCall | None = await session.scalar(
        select(PhoneCall).where(PhoneCall.patient_id == patient_id, PhoneCall.called_on == day)
    )
    return found


async def patients_by_id(session: Unit, patients: Sequence[int]) -> dict[int, Patient]:
    rows = await session.scalars(select(Patient).where(Patient.id.in_(patients)))
    return {patient.id: patient for patient in rows}


async def newest_counts(session: Unit, treatment_id: int, limit: int) -> list[PillCount]:
    """Those that stand, the doubtful ones too, newest first."""
    rows = await session.scalars(
        select(PillCount)
        .where(PillCount.treatment_id == treatment_id, PillCount.replaced_at.is_(None))
        .order_by(PillCount.counted_on.desc(), PillCount.id.desc())
        .limit(limit)
    )
    return list(rows)


async def outlooks_of(session: Unit, patient_id: int) -> Sequence[Row[Treatment, Outlook | None]]:
    rows = await session.execute(
        select(Treatment, Outlook)
        .outerjoin(Outlook, Outlook.treatment_id == Treatment.id)
        .where(Treatment.patient_id == patient_id, Treatment.stopped_on.is_(None))
        .order_by(Treatment.id)
    )
    return rows.all()
