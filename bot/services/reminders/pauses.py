"""Pauses of a patient, or of a whole group during a festival, a harvest or mourning."""

from datetime import date, datetime, timedelta

from sqlalchemy import update

from bot.domain.reminders.due import next_own_hour
from bot.domain.schedule import local_day
from bot.services.adherence.summary import update_summaries
from bot.services.audit import Actor, record_action
from bot.services.reminders.greetings import cancel_mentions
from db.enums import OutboxClass, OutboxStatus, PauseReason
from db.models import Group, Outbox, Patient, Pause
from db.queries.groups import patients_of_group
from db.queries.reminders.pauses import open_pauses_of_group, open_pauses_of_patient
from db.session import UnitOfWork


async def pause_patient(
    session: UnitOfWork,
    patient_id: int,
    reason: PauseReason,
    weeks: int | None,
    *,
    actor: Actor,
    now: datetime,
) -> date | None:
    """Ask nothing for `weeks`, or until somebody ends it if that is None. Return the last day."""
    until = _last_day(weeks, now)
    running = await open_pauses_of_patient(session, patient_id)
    if any(one.reason == reason and one.until_on == until for one in running):
        return until
    for one in running:
        one.ended_at = now
    session.add(
        Pause(
            patient_id=patient_id,
            reason=reason,
            from_on=local_day(now),
            until_on=until,
            recorded_at=now,
        )
    )
    await session.flush()
    await _cancel_questions(session, patient_id, now=now)
    await update_summaries(session, [patient_id], now=now)
    record_action(session, "pause", ("patient", patient_id), actor=actor, detail=reason, now=now)
    return until


async def resume_patient(
    session: UnitOfWork, patient_id: int, *, actor: Actor, now: datetime
) -> bool:
    """End the pauses; what is due is asked at the next own hour. Return whether there was one."""
    running = await open_pauses_of_patient(session, patient_id)
    for one in running:
        one.ended_at = now
    patient = await session.get_one(Patient, patient_id, with_for_update=True)
    patient.next_count_at = next_own_hour(patient.count_hour, now)
    patient.next_checkin_at = next_own_hour(patient.count_hour, now + timedelta(days=1))
    await session.flush()
    await update_summaries(session, [patient_id], now=now)
    record_action(session, "resume", ("patient", patient_id), actor=actor, now=now)
    return bool(running)


async def pause_group(
    session: UnitOfWork,
    group: Group,
    reason: PauseReason,
    weeks: int,
    *,
    actor: Actor,
    now: datetime,
) -> date:
    """Ask nobody of the group, and start no message to it. Return the last day."""
    until = _last_day(weeks, now)
    assert until is not None
    for one in await open_pauses_of_group(session, group.id):
        one.ended_at = now
    session.add(
        Pause(
            group_id=group.id,
            reason=reason,
            from_on=local_day(now),
            until_on=until,
            recorded_at=now,
        )
    )
    await session.flush()
    for patient in await patients_of_group(session, group.id):
        await _cancel_questions(session, patient.id, now=now)
    record_action(session, "pause", ("group", group.id), actor=actor, detail=reason, now=now)
    return until


async def resume_group(session: UnitOfWork, group: Group, *, actor: Actor, now: datetime) -> None:
    """Everybody is asked again at their own hour, except those with a pause of their own."""
    for one in await open_pauses_of_group(session, group.id):
        one.ended_at = now
    await session.flush()
    for patient in await patients_of_group(session, group.id):
        if patient.next_count_at is not None:
            patient.next_count_at = next_own_hour(patient.count_hour, now)
        if patient.next_checkin_at is not None:
            patient.next_checkin_at = next_own_hour(patient.count_hour, now + timedelta(days=1))
    record_action(session, "resume", ("group", group.id), actor=actor, now=now)


def _last_day(weeks: int | None, now: datetime) -> date | None:
    return None if weeks is None else local_day(now) + timedelta(weeks=weeks) - timedelta(days=1)


async def _cancel_questions(session: UnitOfWork, patient_id: int, *, now: datetime) -> None:
    """Cancel queued reminders about the patient, and requests to greet them."""
    await cancel_mentions(session, patient_id, now=now)
    await session.execute(
        update(Outbox)
        .where(
            Outbox.patient_id == patient_id,
            Outbox.klass == OutboxClass.REMINDER,
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, params=None, last_code="away", done_at=now)
    )
