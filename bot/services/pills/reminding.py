"""Asking for a count when it is due: at the person's hour, once, never at night."""

from datetime import datetime, timedelta

from sqlalchemy import insert, select

from bot.domain.schedule import after_quiet, next_at, next_reminder
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass
from db.models import Patient, Slot, Treatment
from db.queries.medicines import lacking_of
from db.queries.people import holders_of
from db.session import Unit

AT_A_TIME = 500
HALF_A_DAY = timedelta(hours=12)
"""Who puts it off in the evening is not asked again the same evening."""


async def remind_due(session: Unit, *, now: datetime) -> int:
    """Ask everybody whose count is due; return how many. A slot makes each due time happen once."""
    if after_quiet(now) != now:
        return 0
    due = await session.scalars(
        select(Patient)
        .where(Patient.next_count_at <= now, Patient.left_on.is_(None))
        .order_by(Patient.next_count_at)
        .limit(AT_A_TIME)
        .with_for_update(skip_locked=True)
    )
    patients = list(due)
    for patient in patients:
        await _remind(session, patient, now)
    return len(patients)


async def _remind(session: Unit, patient: Patient, now: datetime) -> None:
    due_at = patient.next_count_at
    patient.next_count_at = next_reminder(
        now, hour=patient.count_hour, interval_days=patient.count_every_days, now=now
    )
    treated = await session.scalar(
        select(Treatment.id)
        .where(Treatment.patient_id == patient.id, Treatment.stopped_on.is_(None))
        .limit(1)
    )
    if treated is None:
        return
    await session.execute(
        insert(Slot).values(job="count", scope=str(patient.id), due_at=due_at, done_at=now)
    )
    lacking = await lacking_of(session, patient.id)
    for account_id in await holders_of(session, patient.id):
        enqueue(
            session,
            OutboxClass.REMINDER,
            To.account(account_id),
            "pills.reminder",
            {"person": patient.name, "patient": patient.id, "lacking": lacking},
            patient_id=patient.id,
            now=now,
        )
    note(session, "remind", ("patient", patient.id), now=now)


async def postpone(session: Unit, patient_id: int, *, now: datetime) -> None:
    """Ask again tomorrow at the person's hour."""
    patient = await session.get_one(Patient, patient_id)
    patient.next_count_at = next_at(patient.count_hour, 0, now + HALF_A_DAY)
    note(session, "postpone", ("patient", patient_id), now=now)
