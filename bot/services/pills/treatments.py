"""What a patient should take: started by staff, with its dose and what was dispensed."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import select

from bot.domain.schedule import local_day
from bot.services.audit import note
from db.enums import CountSource
from db.models import Dispensing, Medicine, Regimen, Treatment
from db.session import Unit


async def start_treatment(
    session: Unit,
    *,
    clinic_id: int,
    patient_id: int,
    medicine: str,
    spoken_name: str | None = None,
    strip_size: int | None,
    doses_per_day: Fraction,
    dispensed: Fraction | None,
    on: date | None = None,
    countable: bool = True,
    staff_id: int | None = None,
    now: datetime,
) -> Treatment:
    """Start, or change the dose of, a medicine. Said twice, the dose of the day stands once."""
    day = on or local_day(now)
    kind = await _medicine(session, clinic_id, medicine, strip_size, countable)
    treatment = await _treatment(session, patient_id, kind, spoken_name)
    await _dose_from(session, treatment.id, doses_per_day, day)
    if dispensed:
        session.add(
            Dispensing(
                treatment_id=treatment.id,
                quantity=dispensed,
                dispensed_on=day,
                source=CountSource.CLINIC,
                recorded_at=now,
            )
        )
    actor = ("staff", staff_id) if staff_id else ("operator", None)
    note(session, "treatment", ("treatment", treatment.id), actor=actor, now=now)
    await session.flush()
    return treatment


async def _medicine(
    session: Unit, clinic_id: int, name: str, strip_size: int | None, countable: bool
) -> Medicine:
    found: Medicine | None = await session.scalar(
        select(Medicine).where(Medicine.clinic_id == clinic_id, Medicine.name == name)
    )
    if found is None:
        found = Medicine(clinic_id=clinic_id, name=name, strip_size=strip_size, countable=countable)
        session.add(found)
        await session.flush()
    elif strip_size is not None:
        found.strip_size = strip_size
    return found


async def _treatment(
    session: Unit, patient_id: int, medicine: Medicine, spoken_name: str | None
) -> Treatment:
    found: Treatment | None = await session.scalar(
        select(Treatment).where(
            Treatment.patient_id == patient_id, Treatment.medicine_id == medicine.id
        )
    )
    if found is None:
        found = Treatment(
            patient_id=patient_id,
            medicine_id=medicine.id,
            spoken_name=spoken_name or medicine.name,
        )
        session.add(found)
        await session.flush()
    found.stopped_on = None
    return found


async def _dose_from(session: Unit, treatment_id: int, dose: Fraction, day: date) -> None:
    running = list(
        await session.scalars(
            select(Regimen).where(Regimen.treatment_id == treatment_id, Regimen.ends_on.is_(None))
        )
    )
    for regimen in running:
        if regimen.doses_per_day == dose:
            return
        regimen.ends_on = max(day, regimen.starts_on)
    session.add(
        Regimen(
            treatment_id=treatment_id,
            doses_num=dose.numerator,
            doses_den=dose.denominator,
            starts_on=day,
        )
    )
