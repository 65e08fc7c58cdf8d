"""The weekly question, fine or trouble. Trouble raises an alert; missing answers are counted."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.quiet_hours import is_quiet
from bot.domain.reminders.due import (
    ANSWER_WITHIN,
    GREET_AGAIN_AFTER,
    MAX_LATE,
    UNANSWERED_WEEKS,
    first_hour_after_pause,
    is_count_week,
    next_own_hour,
)
from bot.domain.schedule import is_late, local_day
from bot.services.alerts.raising import RaisedAlert, raise_alert
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import MessageBudget
from bot.services.reminders.greetings import request_greeting
from bot.services.slots import take_slot
from bot.texts.reminders import questions as texts
from db.enums import AlertKind, OutboxClass, Severity, Wellbeing
from db.models import CheckIn, Patient
from db.queries.reminders.checkins import latest_checkins, unanswered_checkins
from db.queries.reminders.counts import accounts_by_patient, due_patients, patients_with_countable
from db.queries.reminders.pauses import paused_patients
from db.session import UnitOfWork

BATCH_SIZE = 500
ALMOST_A_WEEK = timedelta(days=7) - timedelta(hours=12)
"""So the next check-in is a week away at the same hour, even if this one was a little late."""
PRESSED_TWICE = timedelta(hours=1)
TROUBLE = "😟"
"""The evidence of the alert: the emoji of the button, which needs no translation."""


async def send_due_checkins(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Ask everybody whose check-in is due; return how many patients were handled."""
    if is_quiet(now):
        return 0
    patients = await due_patients(session, clinic_id, Patient.next_checkin_at, now, BATCH_SIZE)
    ids = [patient.id for patient in patients]
    holders = await accounts_by_patient(session, ids)
    paused = await paused_patients(session, ids, local_day(now))
    counting = await patients_with_countable(session, ids)
    accounts = {account for held in holders.values() for account in held}
    budget = await MessageBudget.for_accounts(session, accounts, now)
    for patient in patients:
        counts = (patient.count_asked_at, patient.next_count_at)
        if (later := _look_again_at(patient, paused, now)) is not None:
            patient.next_checkin_at = later
        elif patient.id in counting and is_count_week(now, counts):
            patient.next_checkin_at = next_own_hour(patient.count_hour, now + ALMOST_A_WEEK)
        elif patient.id in paused or not holders[patient.id]:
            patient.next_checkin_at = None
        else:
            await _send_checkin(session, patient, holders[patient.id], budget, now)
    return len(patients)


def _look_again_at(
    patient: Patient, paused: dict[int, date | None], now: datetime
) -> datetime | None:
    """When to look at the patient again; None if they are to be asked now, or never."""
    hour, due_at = patient.count_hour, patient.next_checkin_at
    assert due_at is not None
    if patient.id in paused:
        until = paused[patient.id]
        return first_hour_after_pause(until, hour, now) if until else None
    return next_own_hour(hour, now) if is_late(due_at, now, MAX_LATE) else None


async def _send_checkin(
    session: UnitOfWork,
    patient: Patient,
    holders: Sequence[int],
    budget: MessageBudget,
    now: datetime,
) -> None:
    due_at, hour = patient.next_checkin_at, patient.count_hour
    assert due_at is not None
    free = budget.spend_on(holders)
    if not free or not await take_slot(session, "checkin", str(patient.id), due_at, now=now):
        patient.next_checkin_at = next_own_hour(hour, now)
        return
    patient.next_checkin_at = next_own_hour(hour, now + ALMOST_A_WEEK)
    asked = CheckIn(patient_id=patient.id, asked_at=now)
    session.add(asked)
    await session.flush()
    for account_id in free:
        enqueue(
            session,
            OutboxClass.REMINDER,
            To.account(account_id),
            texts.checkin(person=patient.name, checkin=asked.id),
            patient_id=patient.id,
            now=now,
        )


async def record_checkin_answer(
    session: UnitOfWork, account_id: int, checkin: CheckIn, answer: Wellbeing, *, now: datetime
) -> RaisedAlert | None:
    """Store the answer; trouble raises an alert, however old the question is.

    None if there is no alert, or it was pressed a moment ago already.
    """
    told_trouble = checkin.answer == Wellbeing.TROUBLE and checkin.answered_at is not None
    if told_trouble and checkin.answered_at and now - checkin.answered_at < PRESSED_TWICE:
        return None
    if not told_trouble or answer is Wellbeing.TROUBLE:
        checkin.answer, checkin.answered_at = answer, now
    record_action(
        session, "checkin", ("patient", checkin.patient_id), actor=("account", account_id), now=now
    )
    if answer is Wellbeing.FINE:
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


async def count_unanswered_checkins(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Mark check-ins without an answer for two days; after two of them request a greeting."""
    unanswered = await unanswered_checkins(session, clinic_id, now - ANSWER_WITHIN, BATCH_SIZE)
    for checkin in unanswered:
        checkin.unanswered_at = now
        await session.flush()
        latest = await latest_checkins(session, checkin.patient_id, UNANSWERED_WEEKS)
        if len(latest) == UNANSWERED_WEEKS and all(one.unanswered_at for one in latest):
            if any(one.answered_at for one in latest):
                continue
            await request_greeting(session, checkin.patient_id, now=now)
            patient = await session.get_one(Patient, checkin.patient_id)
            if patient.next_checkin_at is not None:
                rest = next_own_hour(patient.count_hour, now + GREET_AGAIN_AFTER)
                patient.next_checkin_at = rest
    return len(unanswered)
