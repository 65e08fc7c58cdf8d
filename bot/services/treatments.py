"""Treatments: staff start, change and stop what a patient should take."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import select

from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescription
from bot.services.adherence.summary import update_summaries
from bot.services.audit import Actor, record_action
from db.enums import CountSource
from db.models import Dispensing, Medicine, Regimen, Treatment
from db.session import UnitOfWork


async def start_treatment(
    session: UnitOfWork,
    *,
    clinic_id: int,
    patient_id: int,
    medicine: str,
    spoken_name: str | None = None,
    photo: str | None = None,
    strip_size: int | None,
    prescribed: Prescription,
    dispensed: Fraction | None = None,
    on: date | None = None,
    countable: bool = True,
    source: CountSource = CountSource.CLINIC,
    actor: Actor = ("operator", None),
    now: datetime,
) -> Treatment:
    """Start a medicine, or change its dose. Idempotent for the same dose on the same day.

    `photo`: Telegram's id of a picture, which becomes the picture of the clinic's medicine.
    """
    day = on or local_day(now)
    clinic_medicine = await _medicine(session, clinic_id, medicine, strip_size, countable)
    clinic_medicine.photo = photo or clinic_medicine.photo
    treatment = await _treatment(session, patient_id, clinic_medicine, spoken_name)
    await set_regimen(session, treatment.id, prescribed, day)
    if dispensed:
        session.add(
            Dispensing(
                treatment_id=treatment.id,
                quantity=dispensed,
                dispensed_on=day,
                source=source,
                recorded_at=now,
            )
        )
    record_action(session, "treatment", ("treatment", treatment.id), actor=actor, now=now)
    await session.flush()
    await update_summaries(session, [patient_id], now=now)
    return treatment


async def stop_treatment(
    session: UnitOfWork, treatment: Treatment, *, actor: Actor, now: datetime
) -> None:
    """Stop it on the doctor's decision: from today nothing is due, asked for or calculated."""
    today = local_day(now)
    treatment.stopped_on = today
    for regimen in await _open_regimens(session, treatment.id):
        regimen.ends_on = max(today, regimen.starts_on)
    record_action(session, "stop", ("treatment", treatment.id), actor=actor, now=now)


async def _medicine(
    session: UnitOfWork, clinic_id: int, name: str, strip_size: int | None, countable: bool
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
    session: UnitOfWork, patient_id: int, medicine: Medicine, spoken_name: str | None
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
    elif spoken_name:
        found.spoken_name = spoken_name
    found.stopped_on = None
    return found


async def set_regimen(
    session: UnitOfWork, treatment_id: int, prescribed: Prescription, day: date
) -> None:
    """From `day` on only this regimen holds. If it holds already, it is left as it is."""
    new = regimen_row(treatment_id, prescribed, day)
    for running in await _open_regimens(session, treatment_id):
        if _alike(running, new):
            running.starts_on = min(day, running.starts_on)
            return
        running.ends_on = max(day, running.starts_on)
    session.add(new)


def regimen_row(treatment_id: int, prescribed: Prescription, day: date) -> Regimen:
    dose = prescribed.mean
    return Regimen(
        treatment_id=treatment_id,
        doses_num=dose.numerator,
        doses_den=dose.denominator,
        starts_on=day,
        pattern=prescribed.pattern,
        every_days=prescribed.every,
        week=" ".join(map(str, prescribed.week)) or None,
    )


def _alike(one: Regimen, other: Regimen) -> bool:
    def doses(regimen: Regimen) -> tuple[object, ...]:
        return (regimen.dose, regimen.pattern, regimen.every_days, regimen.week)

    in_step = (one.starts_on - other.starts_on).days % one.every_days == 0
    return doses(one) == doses(other) and in_step


async def _open_regimens(session: UnitOfWork, treatment_id: int) -> list[Regimen]:
    found = await session.scalars(
        select(Regimen).where(Regimen.treatment_id == treatment_id, Regimen.ends_on.is_(None))
    )
    return list(found)
