"""Asking for a count: once, gently once more, then somebody says hello, then nothing for a month.

Always at the person's own hour, before their group's meeting where one is planned, never at night,
never to somebody who is away, and within the budget.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.reminders.due import (
    ASKED_AT_MOST,
    MAX_LATE,
    REPEAT_AFTER,
    after_pause,
    count_due,
    days_before,
    own_hour,
)
from bot.domain.schedule import is_quiet, late, local_day
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import Room
from bot.services.reminders.silence import want_greeting
from bot.services.slots import take_slot
from db.enums import OutboxClass
from db.models import Patient
from db.queries import reminders as rows
from db.queries.stock import lacking
from db.session import Unit

AT_A_TIME = 500
HALF_A_DAY = timedelta(hours=12)
"""Who puts it off in the evening is not asked again the same evening."""
A_WEEK = timedelta(days=7)
"""Who takes nothing that can be counted is looked at again after it."""
SPOKEN_OF = timedelta(days=10)
"""A meeting so near is named with the question."""
QUESTIONS = ("pill_counts.reminder", "reminders.count_again")


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides about each of a batch of patients, by patient."""

    now: datetime
    holders: dict[int, list[int]]
    counting: set[int]
    counted: dict[int, datetime]
    meetings: dict[int, datetime]
    away: dict[int, date | None]
    lacking: dict[int, list[str]]
    room: Room


async def remind_due(session: Unit, *, now: datetime) -> int:
    """Take the next step with everybody whose moment has come; return with how many."""
    if is_quiet(now):
        return 0
    patients = await rows.due_patients(session, Patient.next_count_at, now, AT_A_TIME)
    if patients:
        facts = await _facts(session, patients, now)
        for patient in patients:
            await _step(session, patient, facts)
    return len(patients)


async def replan(session: Unit, patients: Sequence[Patient], *, now: datetime) -> None:
    """A meeting comes near: whoever would be asked after it is asked before it."""
    facts = await _facts(session, patients, now)
    for patient in patients:
        due = _round_due(patient, facts)
        waits = patient.count_step == 0 and patient.next_count_at is not None
        if waits and patient.next_count_at and due < patient.next_count_at:
            patient.next_count_at = due


async def postpone(session: Unit, patient_id: int, *, now: datetime) -> None:
    """Ask again tomorrow at the person's hour: this was an answer, so the round begins anew."""
    patient = await session.get_one(Patient, patient_id, with_for_update=True)
    patient.count_step, patient.count_asked_at = 0, None
    patient.next_count_at = own_hour(patient.count_hour, now + HALF_A_DAY)
    note(session, "postpone", ("patient", patient_id), now=now)


async def _facts(session: Unit, patients: Sequence[Patient], now: datetime) -> Facts:
    ids = [patient.id for patient in patients]
    holders = await rows.holders(session, ids)
    accounts = {account for held in holders.values() for account in held}
    return Facts(
        now,
        holders,
        await rows.counting(session, ids),
        await rows.last_counts(session, ids),
        await rows.next_meetings(session, ids, now),
        await rows.paused(session, ids, local_day(now)),
        await lacking(session, ids),
        await Room.for_accounts(session, accounts, now),
    )


def _round_due(patient: Patient, facts: Facts) -> datetime:
    known = (facts.counted.get(patient.id), patient.count_asked_at)
    meeting = facts.meetings.get(patient.id)
    return count_due(
        last=max((at for at in known if at is not None), default=None),
        meeting=local_day(meeting) if meeting else None,
        before=days_before(patient.id),
        every_days=patient.count_every_days,
        hour=patient.count_hour,
        now=facts.now,
    )


async def _step(session: Unit, patient: Patient, facts: Facts) -> None:
    now, due_at = facts.now, patient.next_count_at
    assert due_at is not None
    if patient.id in facts.away:
        until = facts.away[patient.id]
        patient.next_count_at = after_pause(until, patient.count_hour, now) if until else None
        return
    if patient.count_step == 0 and (begins := _round_due(patient, facts)) > now:
        patient.next_count_at = begins
        return
    if patient.count_step == ASKED_AT_MOST:
        await want_greeting(session, patient.id, now=now)
        _end_round(patient, facts)
        return
    if late(due_at, now, MAX_LATE):
        patient.next_count_at = own_hour(patient.count_hour, now)
        return
    await _ask(session, patient, due_at, facts)


async def _ask(session: Unit, patient: Patient, due_at: datetime, facts: Facts) -> None:
    now, hour = facts.now, patient.count_hour
    holders = facts.holders[patient.id]
    if patient.id not in facts.counting or not holders:
        patient.next_count_at = own_hour(hour, now + A_WEEK) if holders else None
        return
    free = facts.room.take(holders)
    if not free and patient.count_step == 0:
        patient.next_count_at = own_hour(hour, now)
        return
    if not await take_slot(session, "count", str(patient.id), due_at, now=now):
        patient.next_count_at = own_hour(hour, now)
        return
    # Whoever heard of others of the house three times this week need not hear this again.
    for account_id in free:
        _say(session, patient, account_id, facts)
    if patient.count_step == 0:
        patient.count_asked_at = now
    patient.count_step += 1
    patient.next_count_at = own_hour(hour, now + REPEAT_AFTER - HALF_A_DAY)
    note(session, "remind", ("patient", patient.id), now=now)


def _say(session: Unit, patient: Patient, account_id: int, facts: Facts) -> None:
    meeting = facts.meetings.get(patient.id)
    near = meeting is not None and meeting - facts.now < SPOKEN_OF
    enqueue(
        session,
        OutboxClass.REMINDER,
        To.account(account_id),
        QUESTIONS[patient.count_step],
        {
            "person": patient.name,
            "patient": patient.id,
            "meeting": local_day(meeting).isoformat() if meeting and near else None,
            "lacking": facts.lacking.get(patient.id, []),
        },
        patient_id=patient.id,
        now=facts.now,
    )


def _end_round(patient: Patient, facts: Facts) -> None:
    """Nothing more until the next month, or the next meeting."""
    patient.count_step = 0
    patient.next_count_at = max(_round_due(patient, facts), own_hour(patient.count_hour, facts.now))
