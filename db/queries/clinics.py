"""Clinics and what belongs to them."""

from sqlalchemy import select

from db.models import Clinic, Patient
from db.session import Unit


async def clinic_by_id(session: Unit, clinic_id: int) -> Clinic:
    return await session.get_one(Clinic, clinic_id)


async def clinic_named(session: Unit, name: str) -> Clinic | None:
    found: Clinic | None = await session.scalar(select(Clinic).where(Clinic.name == name))
    return found


async def all_clinics(session: Unit) -> list[Clinic]:
    return list(await session.scalars(select(Clinic).order_by(Clinic.id)))


async def clinic_of_patient(session: Unit, patient_id: int) -> Clinic:
    found = await session.scalars(
        select(Clinic).join(Patient, Patient.clinic_id == Clinic.id).where(Patient.id == patient_id)
    )
    return found.one()


async def only_clinic(session: Unit) -> Clinic | None:
    """The clinic, where there is just one: then nobody needs to say which."""
    clinics = list(await session.scalars(select(Clinic).limit(2)))
    return clinics[0] if len(clinics) == 1 else None
