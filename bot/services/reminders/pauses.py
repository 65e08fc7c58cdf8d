"""Pauses: a person is away, or a whole group is at a feast, a harvest, a funeral."""

from datetime import date, datetime, timedelta

from sqlalchemy import update

from bot.domain.reminders.due import own_hour
from bot.domain.schedule import local_day
from bot.services.adherence.summary import reckon_patients
from bot.services.audit import note
from bot.services.reminders.silence import forget_mentions
from db.enums import OutboxClass, OutboxStatus, PauseReason
from db.models import Group, Outbox, Patient, Pause
from db.queries.meetings.schedule import patients_of_group
from db.queries.reminders import group_pauses, own_pauses
from db.session import Unit

Actor = tuple[str, int | None]


async def pause(
    session: Unit,
    patient_id: int,
    reason: PauseReason,
    weeks: int | None,
    *,
    actor: Actor,
    now: datetime,
) -> date | None:
    """Ask nothing for so many weeks; None: until somebody says so. Return the last day."""
    until = _last_day(weeks, now)
    running = await own_pauses(session, patient_id)
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
    await _hush(session, patient_id, now=now)
    await reckon_patients(session, [patient_id], now=now)
    note(session, "pause", ("patient", patient_id), actor=actor, detail=reason, now=now)
    return until


async def resume(session: Unit, patient_id: int, *, actor: Actor, now: datetime) -> bool:
    """Whether there was something to end. What is due comes at the person's next own hour."""
    running = await own_pauses(session, patient_id)
    for one in running:
        one.ended_at = now
    patient = await session.get_one(Patient, patient_id, with_for_update=True)
    patient.next_count_at = own_hour(patient.count_hour, now)
    patient.next_checkin_at = own_hour(patient.count_hour, now + timedelta(days=1))
    await session.flush()
    await reckon_patients(session, [patient_id], now=now)
    note(session, "resume", ("patient", patient_id), actor=actor, now=now)
    return bool(running)


async def pause_group(
    session: Unit,
    group: Group,
    reason: PauseReason,
    weeks: int,
    *,
    actor: Actor,
    now: datetime,
) -> date:
    """Nobody of the group is asked, and nothing is said to it first. Return the last day."""
    until = _last_day(weeks, now)
    assert until is not None
    for one in await group_pauses(session, group.id):
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
        await _hush(session, patient.id, now=now)
    note(session, "pause", ("group", group.id), actor=actor, detail=reason, now=now)
    return until


async def resume_group(session: Unit, group: Group, *, actor: Actor, now: datetime) -> None:
    """Everybody is asked again at their own hour, except who is away themselves."""
    for one in await group_pauses(session, group.id):
        one.ended_at = now
    await session.flush()
    for patient in await patients_of_group(session, group.id):
        if patient.next_count_at is not None:
            patient.next_count_at = own_hour(patient.count_hour, now)
        if patient.next_checkin_at is not None:
            patient.next_checkin_at = own_hour(patient.count_hour, now + timedelta(days=1))
    note(session, "resume", ("group", group.id), actor=actor, now=now)


def _last_day(weeks: int | None, now: datetime) -> date | None:
    return None if weeks is None else local_day(now) + timedelta(weeks=weeks) - timedelta(days=1)


async def _hush(session: Unit, patient_id: int, *, now: datetime) -> None:
    """What waits to be asked is not asked, and nobody is sent to say hello."""
    await forget_mentions(session, patient_id, now=now)
    await session.execute(
        update(Outbox)
        .where(
            Outbox.patient_id == patient_id,
            Outbox.klass == OutboxClass.REMINDER,
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, params=None, last_code="away", done_at=now)
    )
