"""Erases counts and refills that the person reported; the clinic's own numbers hold again."""

from fractions import Fraction

from sqlalchemy import Select, delete, exists, select, update

from db.models import (
    AdherenceSummary,
    Audit,
    Dispensing,
    MeetingCount,
    Patient,
    PillCount,
    Staff,
    Treatment,
)
from db.queries.privacy import FROM_THE_PERSON
from db.session import UnitOfWork


async def erase_own_numbers(session: UnitOfWork, patient: Patient) -> None:
    """The caller then computes the adherence summary again."""
    treatments = select(Treatment.id).where(Treatment.patient_id == patient.id)
    await _erase_counts(session, treatments)
    await _erase_refills(session, treatments)
    staff = select(Staff.account_id).where(
        Staff.clinic_id == patient.clinic_id, Staff.account_id.is_not(None)
    )
    await session.execute(
        delete(MeetingCount).where(
            MeetingCount.treatment_id.in_(treatments), MeetingCount.account_id.not_in(staff)
        )
    )
    await session.execute(
        delete(AdherenceSummary).where(AdherenceSummary.treatment_id.in_(treatments))
    )
    await session.execute(
        update(Treatment).where(Treatment.patient_id == patient.id).values(storage=None)
    )


async def _erase_counts(session: UnitOfWork, treatments: Select[int]) -> None:
    theirs = (PillCount.treatment_id.in_(treatments), PillCount.source.in_(FROM_THE_PERSON))
    stood = await session.execute(
        delete(PillCount)
        .where(*theirs, PillCount.replaced_at.is_(None))
        .returning(PillCount.treatment_id, PillCount.counted_on)
    )
    days = stood.all()
    await session.execute(delete(PillCount).where(*theirs))
    # Their answers to questions after a count that the clinic entered.
    await session.execute(
        update(PillCount)
        .where(PillCount.treatment_id.in_(treatments))
        .values(hard=None, lost=Fraction(0))
    )
    for treatment_id, day in days:
        of_day = (PillCount.treatment_id == treatment_id, PillCount.counted_on == day)
        newest = select(PillCount.id).where(*of_day).order_by(PillCount.id.desc()).limit(1)
        await session.execute(
            update(PillCount)
            .where(PillCount.id == newest.scalar_subquery())
            .values(replaced_at=None)
        )


async def _erase_refills(session: UnitOfWork, treatments: Select[int]) -> None:
    of_patient = Dispensing.treatment_id.in_(treatments)
    await session.execute(
        delete(Dispensing).where(of_patient, Dispensing.source.in_(FROM_THE_PERSON))
    )
    by_them = exists().where(
        Audit.action == "correct_dispense",
        Audit.subject_kind == "treatment",
        Audit.subject_id == Dispensing.treatment_id,
        Audit.at == Dispensing.replaced_at,
        Audit.detail.in_(FROM_THE_PERSON),
    )
    replaced = await session.scalars(
        select(Dispensing).where(of_patient, by_them).order_by(Dispensing.id.desc())
    )
    for fill in list(replaced):
        if not await _another_stands(session, fill):
            fill.replaced_at = None
            await session.flush()


async def _another_stands(session: UnitOfWork, fill: Dispensing) -> bool:
    """Whether a correction of it is in force: a correction keeps the day and the moment."""
    stands = exists().where(
        Dispensing.treatment_id == fill.treatment_id,
        Dispensing.dispensed_on == fill.dispensed_on,
        Dispensing.recorded_at == fill.recorded_at,
        Dispensing.replaced_at.is_(None),
    )
    return bool(await session.scalar(select(stands)))
