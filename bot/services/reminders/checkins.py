"""The weekly question: fine or trouble. Trouble reaches a human, silence is counted."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.reminders.due import (
    GREETED_AGAIN_AFTER,
    HEARD_WITHIN,
    MAX_LATE,
    SILENT_WEEKS,
    after_pause,
    is_count_week,
    own_hour,
)
from bot.domain.schedule import is_quiet, late, local_day
from bot.services.alerts import Raised, raise_alert
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import Room
from bot.services.reminders.silence import want_greeting
from bot.services.slots import take_slot
from db.enums import AlertKind, OutboxClass, Severity, Wellbeing
from db.models import CheckIn, Patient
from db.queries import reminders as rows
from db.session import Unit

AT_A_TIME = 500
ALMOST_A_WEEK = timedelta(days=7) - timedelta(hours=12)
"""The next own hour after it is a week away, also when this one came a little late."""
PRESSED_TWICE = timedelta(hours=1)
TROUBLE = "😟"
"""What was said, as it was said: a picture needs no translation."""


async def check_in_due(session: Unit, *, now: datetime) -> int:
    """Ask everybody whose week is over; return how many were looked at."""
    if is_quiet(now):
        return 0
    patients = await rows.due_patients(session, Patient.next_checkin_at, now, AT_A_TIME)
    ids = [patient.id for patient in patients]
    holders = await rows.holders(session, ids)
    away = await rows.paused(session, ids, local_day(now))
    counting = await rows.counting(session, ids)
    accounts = {account for held in holders.values() for account in held}
    room = await Room.for_accounts(session, accounts, now)
    for patient in patients:
        counts = (patient.count_asked_at, patient.next_count_at)
        if (later := _not_now(patient, away, now)) is not None:
            patient.next_checkin_at = later
        elif patient.id in counting and is_count_week(now, counts):
            patient.next_checkin_at = own_hour(patient.count_hour, now + ALMOST_A_WEEK)
        elif patient.id in away or not holders[patient.id]:
            patient.next_checkin_at = None
        else:
            await _ask(session, patient, holders[patient.id], room, now)
    return len(patients)


def _not_now(patient: Patient, away: dict[int, date | None], now: datetime) -> datetime | None:
    """When to look again; None: now, or never."""
    hour, due_at = patient.count_hour, patient.next_checkin_at
    assert due_at is not None
    if patient.id in away:
        until = away[patient.id]
        return after_pause(until, hour, now) if until else None
    return own_hour(hour, now) if late(due_at, now, MAX_LATE) else None


async def _ask(
    session: Unit, patient: Patient, holders: Sequence[int], room: Room, now: datetime
) -> None:
    due_at, hour = patient.next_checkin_at, patient.count_hour
    assert due_at is not None
    free = room.take(holders)
    if not free or not await take_slot(session, "checkin", str(patient.id), due_at, now=now):
        patient.next_checkin_at = own_hour(hour, now)
        return
    patient.next_checkin_at = own_hour(hour, now + ALMOST_A_WEEK)
    asked = CheckIn(patient_id=patient.id, asked_at=now)
    session.add(asked)
    await session.flush()
    for account_id in free:
        enqueue(
            session,
            OutboxClass.REMINDER,
            To.account(account_id),
            "reminders.checkin",
            {"person": patient.name, "checkin": asked.id},
            patient_id=patient.id,
            now=now,
        )


async def answer(
    session: Unit, account_id: int, checkin: CheckIn, said: Wellbeing, *, now: datetime
) -> Raised | None:
    """Trouble goes to a human the same day, however old the question.

    None: all is fine, or it was said a moment ago.
    """
    told = checkin.answer == Wellbeing.TROUBLE and checkin.answered_at is not None
    if told and checkin.answered_at and now - checkin.answered_at < PRESSED_TWICE:
        return None
    if not told or said is Wellbeing.TROUBLE:
        checkin.answer, checkin.answered_at = said, now
    note(
        session, "checkin", ("patient", checkin.patient_id), actor=("account", account_id), now=now
    )
    if said is Wellbeing.FINE:
        return None
    patient = await session.get_one(Patient, checkin.patient_id)
    return await raise_alert(
        session,
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        account_id=account_id,
        group_id=None,
        kind=AlertKind.TROUBLE,
        severity=Severity.SAME_DAY,
        evidence=TROUBLE,
        now=now,
    )


async def count_silence(session: Unit, *, now: datetime) -> int:
    """Two days without an answer are noted; after two such weeks somebody says hello."""
    silent = await rows.unheard(session, now - HEARD_WITHIN, AT_A_TIME)
    for checkin in silent:
        checkin.silent_at = now
        await session.flush()
        latest = await rows.latest_checkins(session, checkin.patient_id, SILENT_WEEKS)
        if len(latest) == SILENT_WEEKS and all(one.silent_at for one in latest):
            if any(one.answered_at for one in latest):
                continue
            await want_greeting(session, checkin.patient_id, now=now)
            patient = await session.get_one(Patient, checkin.patient_id)
            if patient.next_checkin_at is not None:
                rest = own_hour(patient.count_hour, now + GREETED_AGAIN_AFTER)
                patient.next_checkin_at = rest
    return len(silent)
