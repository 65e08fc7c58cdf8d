"""Reminders to count: one, a second one, then a request to greet the person; then a month of rest.

They come at the person's own hour, before a planned meeting of their group, never at night, never
during a pause, and within the budget.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.quiet_hours import is_quiet
from bot.domain.reminders.due import (
    ASKED_AT_MOST,
    MAX_LATE,
    REPEAT_AFTER,
    count_due_at,
    days_before_meeting,
    first_hour_after_pause,
    next_own_hour,
)
from bot.domain.schedule import is_late, local_day
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import MessageBudget
from bot.services.reminders.greetings import request_greeting
from bot.services.slots import take_slot
from bot.texts.pill_counts.question import reminder
from bot.texts.reminders.questions import count_again
from bot.texts.sentences import Message
from db.enums import OutboxClass
from db.models import Patient
from db.queries.reminders.counts import (
    accounts_by_patient,
    due_patients,
    last_counts,
    next_meetings,
    patients_with_countable,
)
from db.queries.reminders.pauses import paused_patients
from db.queries.stock import out_of_stock_by_patient
from db.session import UnitOfWork

BATCH_SIZE = 500
HALF_A_DAY = timedelta(hours=12)
"""Somebody who postpones a count in the evening is not asked again the same evening."""
A_WEEK = timedelta(days=7)
"""When to look again at somebody who takes nothing that can be counted."""
MEETING_IS_NEAR = timedelta(days=10)
"""A meeting within this time is named in the reminder."""


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What decides about each patient of a batch, by patient."""

    now: datetime
    holders: dict[int, list[int]]
    counting: set[int]
    counted: dict[int, datetime]
    meetings: dict[int, datetime]
    paused: dict[int, date | None]
    lacking: dict[int, list[str]]
    budget: MessageBudget


async def send_due_reminders(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Take the next step with every patient who is due; return how many there were."""
    if is_quiet(now):
        return 0
    patients = await due_patients(session, clinic_id, Patient.next_count_at, now, BATCH_SIZE)
    if patients:
        facts = await _load_facts(session, patients, now)
        for patient in patients:
            await _take_next_step(session, patient, facts)
    return len(patients)


async def replan_reminders(
    session: UnitOfWork, patients: Sequence[Patient], *, now: datetime
) -> None:
    """After a change of a meeting: ask before it those who would be asked after it."""
    facts = await _load_facts(session, patients, now)
    for patient in patients:
        due = _next_round_at(patient, facts)
        waits = patient.count_step == 0 and patient.next_count_at is not None
        if waits and patient.next_count_at and due < patient.next_count_at:
            patient.next_count_at = due


async def postpone_reminder(session: UnitOfWork, patient_id: int, *, now: datetime) -> None:
    """Ask again tomorrow at the person's hour. That was an answer, so the round starts again."""
    patient = await session.get_one(Patient, patient_id, with_for_update=True)
    patient.count_step, patient.count_asked_at = 0, None
    patient.next_count_at = next_own_hour(patient.count_hour, now + HALF_A_DAY)
    record_action(session, "postpone", ("patient", patient_id), now=now)


async def _load_facts(
    session: UnitOfWork, patients: Sequence[Patient], now: datetime
) -> BatchFacts:
    ids = [patient.id for patient in patients]
    holders = await accounts_by_patient(session, ids)
    accounts = {account for held in holders.values() for account in held}
    return BatchFacts(
        now,
        holders,
        await patients_with_countable(session, ids),
        await last_counts(session, ids),
        await next_meetings(session, ids, now),
        await paused_patients(session, ids, local_day(now)),
        await out_of_stock_by_patient(session, ids),
        await MessageBudget.for_accounts(session, accounts, now),
    )


def _next_round_at(patient: Patient, facts: BatchFacts) -> datetime:
    known = (facts.counted.get(patient.id), patient.count_asked_at)
    meeting = facts.meetings.get(patient.id)
    return count_due_at(
        last=max((at for at in known if at is not None), default=None),
        meeting=local_day(meeting) if meeting else None,
        before=days_before_meeting(patient.id),
        every_days=patient.count_every_days,
        hour=patient.count_hour,
        now=facts.now,
    )


async def _take_next_step(session: UnitOfWork, patient: Patient, facts: BatchFacts) -> None:
    now, due_at = facts.now, patient.next_count_at
    assert due_at is not None
    if patient.id in facts.paused:
        until = facts.paused[patient.id]
        patient.next_count_at = (
            first_hour_after_pause(until, patient.count_hour, now) if until else None
        )
        return
    if patient.count_step == 0 and (begins := _next_round_at(patient, facts)) > now:
        patient.next_count_at = begins
        return
    if patient.count_step == ASKED_AT_MOST:
        await request_greeting(session, patient.id, now=now)
        _end_round(patient, facts)
        return
    if is_late(due_at, now, MAX_LATE):
        patient.next_count_at = next_own_hour(patient.count_hour, now)
        return
    await _ask_for_count(session, patient, due_at, facts)


async def _ask_for_count(
    session: UnitOfWork, patient: Patient, due_at: datetime, facts: BatchFacts
) -> None:
    now, hour = facts.now, patient.count_hour
    holders = facts.holders[patient.id]
    if patient.id not in facts.counting or not holders:
        patient.next_count_at = next_own_hour(hour, now + A_WEEK) if holders else None
        return
    free = facts.budget.spend_on(holders)
    if not free and patient.count_step == 0:
        patient.next_count_at = next_own_hour(hour, now)
        return
    if not await take_slot(session, "count", str(patient.id), due_at, now=now):
        patient.next_count_at = next_own_hour(hour, now)
        return
    # A phone whose budget is spent on other patients does not get this reminder.
    for account_id in free:
        _enqueue_question(session, patient, account_id, facts)
    if patient.count_step == 0:
        patient.count_asked_at = now
    patient.count_step += 1
    patient.next_count_at = next_own_hour(hour, now + REPEAT_AFTER - HALF_A_DAY)
    record_action(session, "remind", ("patient", patient.id), now=now)


def _enqueue_question(
    session: UnitOfWork, patient: Patient, account_id: int, facts: BatchFacts
) -> None:
    enqueue(
        session,
        OutboxClass.REMINDER,
        To.account(account_id),
        _question(patient, facts),
        patient_id=patient.id,
        now=facts.now,
    )


def _question(patient: Patient, facts: BatchFacts) -> Message:
    if patient.count_step > 0:
        return count_again(person=patient.name, patient=patient.id)
    meeting = facts.meetings.get(patient.id)
    near = meeting is not None and meeting - facts.now < MEETING_IS_NEAR
    return reminder(
        person=patient.name,
        patient=patient.id,
        meeting=local_day(meeting) if meeting and near else None,
        lacking=facts.lacking.get(patient.id, []),
    )


def _end_round(patient: Patient, facts: BatchFacts) -> None:
    """Ask nothing more until the next month or the next meeting."""
    patient.count_step = 0
    patient.next_count_at = max(
        _next_round_at(patient, facts), next_own_hour(patient.count_hour, facts.now)
    )
