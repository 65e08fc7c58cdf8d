"""Clinics, their holidays, first aid and own words."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from db.models import Clinic, FirstAid, Holiday, OwnWords, Patient, Staff
from db.session import UnitOfWork


async def clinic_by_id(session: UnitOfWork, clinic_id: int) -> Clinic:
    return await session.get_one(Clinic, clinic_id)


async def clinic_named(session: UnitOfWork, name: str) -> Clinic | None:
    found: Clinic | None = await session.scalar(select(Clinic).where(Clinic.name == name))
    return found


async def all_clinics(session: UnitOfWork) -> list[Clinic]:
    return list(await session.scalars(select(Clinic).order_by(Clinic.id)))


async def clinic_of_patient(session: UnitOfWork, patient_id: int) -> Clinic:
    found = await session.scalars(
        select(Clinic).join(Patient, Patient.clinic_id == Clinic.id).where(Patient.id == patient_id)
    )
    return found.one()


async def only_clinic(session: UnitOfWork) -> Clinic | None:
    """The clinic if there is just one; else None."""
    clinics = list(await session.scalars(select(Clinic).limit(2)))
    return clinics[0] if len(clinics) == 1 else None


async def holidays_of(session: UnitOfWork, clinic_id: int, since: date) -> list[Holiday]:
    rows = await session.scalars(
        select(Holiday)
        .where(Holiday.clinic_id == clinic_id, Holiday.on_date >= since)
        .order_by(Holiday.on_date)
    )
    return list(rows)


async def first_aid_of(
    session: UnitOfWork, clinic_id: int, signs: Collection[str] | None = None
) -> list[FirstAid]:
    """The approved first aid for these signs, or for all signs if that is None."""
    wanted = select(FirstAid).where(FirstAid.clinic_id == clinic_id, FirstAid.ended_at.is_(None))
    if signs is not None:
        wanted = wanted.where(FirstAid.sign.in_(signs))
    return list(await session.scalars(wanted.order_by(FirstAid.sign, FirstAid.language)))


async def own_words_of(
    session: UnitOfWork, clinic_id: int, sentence: str | None = None
) -> list[OwnWords]:
    wanted = select(OwnWords).where(OwnWords.clinic_id == clinic_id)
    if sentence is not None:
        wanted = wanted.where(OwnWords.sentence == sentence)
    return list(await session.scalars(wanted.order_by(OwnWords.sentence, OwnWords.language)))


async def shares_staff(session: UnitOfWork, clinic_id: int) -> bool:
    """Whether somebody of the clinic's staff serves another clinic, too."""
    other = aliased(Staff)
    found = await session.scalar(
        select(Staff.id)
        .join(other, and_(other.account_id == Staff.account_id, other.clinic_id != clinic_id))
        .where(Staff.clinic_id == clinic_id, Staff.left_at.is_(None), other.left_at.is_(None))
        .limit(1)
    )
    return found is not None
