"""People who have stopped answering: a leader is asked to greet them, or the clinic.

The leader is asked only with the patient's consent, and never hears a reason.
"""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import delete, select, update

from bot.domain.quiet_hours import is_quiet
from bot.domain.reminders.due import EVENING, GREET_AGAIN_AFTER, is_own_hour
from bot.domain.schedule import instant, local_day
from bot.services.audit import record_action
from bot.services.oncall import staff_on_call
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from bot.texts.meetings import planning
from bot.texts.reminders import questions as texts
from bot.texts.reminders.questions import NamedPerson, SilentPerson
from db.enums import OutboxClass, OutboxStatus, StaffRole
from db.models import Clinic, Greeting, Outbox, Patient
from db.queries.oncall import staff_of_clinic
from db.queries.people import staff_accounts
from db.queries.reminders.checkins import last_checkin_answers
from db.queries.reminders.counts import hours_of_accounts, last_counts
from db.queries.reminders.greetings import (
    has_greeting_since,
    leaders_allowed_to_help,
    open_greetings,
)
from db.queries.reminders.pauses import paused_patients
from db.session import UnitOfWork

BATCH_SIZE = 500
MENTIONS = (
    texts.ask_leader_to_greet.name,
    texts.ask_staff_to_greet.name,
    planning.medicines_running_out.name,
)
"""Sentences that name patients to others, in `people`."""

OpenGreetings = Sequence[tuple[Greeting, Patient]]


async def request_greeting(session: UnitOfWork, patient_id: int, *, now: datetime) -> None:
    """Request that somebody greets the patient, at most once a month."""
    if await has_greeting_since(session, patient_id, now - GREET_AGAIN_AFTER):
        return
    session.add(Greeting(patient_id=patient_id, requested_at=now))
    record_action(session, "greeting_requested", ("patient", patient_id), now=now)


async def send_due_greetings(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Ask leaders at their own hour and clinics as they open; return the number of patients."""
    if is_quiet(now):
        return 0
    greetings = await open_greetings(session, clinic_id, BATCH_SIZE)
    waiting = await _without_answer(session, greetings, now)
    leaders = await leaders_allowed_to_help(session, [patient.id for _, patient in waiting])
    by_leader: dict[int, list[tuple[Greeting, Patient]]] = {}
    without_leader: list[tuple[Greeting, Patient]] = []
    for greeting, patient in waiting:
        if leader := leaders.get(patient.id):
            by_leader.setdefault(leader, []).append((greeting, patient))
        else:
            without_leader.append((greeting, patient))
    hours = await hours_of_accounts(session, by_leader)
    named_total = 0
    for leader, named in by_leader.items():
        if is_own_hour(hours.get(leader, EVENING), now):
            named_total += await _ask_leader_to_greet(session, leader, named, now)
    if without_leader:
        named_total += await _ask_clinic_to_greet(session, clinic_id, without_leader, now)
    return named_total


async def _without_answer(
    session: UnitOfWork, waiting: OpenGreetings, now: datetime
) -> OpenGreetings:
    """Leave out paused patients; delete the greetings of those who have answered since."""
    ids = [patient.id for _, patient in waiting]
    counted, answered = await last_counts(session, ids), await last_checkin_answers(session, ids)
    paused, left = await paused_patients(session, ids, local_day(now)), []
    for greeting, patient in waiting:
        answers = [at for at in (counted.get(patient.id), answered.get(patient.id)) if at]
        if any(at > greeting.requested_at for at in answers):
            await session.delete(greeting)
        elif patient.id not in paused:
            left.append((greeting, patient))
    return left


async def _ask_leader_to_greet(
    session: UnitOfWork, leader: int, named: OpenGreetings, now: datetime
) -> int:
    today = instant(local_day(now), time())
    if not await take_slot(session, "greet", f"account:{leader}", today, now=now):
        return 0
    people = [NamedPerson(patient.id, patient.name) for _, patient in named]
    said = texts.ask_leader_to_greet(people=people)
    enqueue(session, OutboxClass.MODERATION, To.account(leader), said, now=now)
    return _mark_sent(named, now, leader=True)


async def _ask_clinic_to_greet(
    session: UnitOfWork, clinic_id: int, named: OpenGreetings, now: datetime
) -> int:
    clinic = await session.get_one(Clinic, clinic_id)
    if not is_own_hour(clinic.opens_hour, now):
        return 0
    staff = await staff_of_clinic(session, clinic_id)
    nurses = await staff_on_call(session, [m for m in staff if m.role == StaffRole.NURSE], now=now)
    accounts = [nurse.account_id for nurse in nurses if nurse.account_id]
    accounts = accounts or await staff_accounts(session, clinic_id)
    today = instant(local_day(now), time())
    if not accounts or not await take_slot(session, "greet", f"clinic:{clinic_id}", today, now=now):
        return 0
    people = [SilentPerson(p.id, p.name, p.clinic_number, p.village, p.phone) for _, p in named]
    said = texts.ask_staff_to_greet(people=people)
    for account_id in accounts:
        enqueue(session, OutboxClass.ALERT, To.staff(account_id, clinic_id), said, now=now)
    return _mark_sent(named, now, leader=False)


def _mark_sent(named: OpenGreetings, now: datetime, *, leader: bool) -> int:
    for greeting, _ in named:
        greeting.asked_at, greeting.asked_leader = now, leader
    return len(named)


async def cancel_mentions(session: UnitOfWork, patient_id: int, *, now: datetime) -> None:
    """Cancel open greetings of the patient, and take their name out of queued messages."""
    await session.flush_queued()
    await session.execute(
        delete(Greeting).where(Greeting.patient_id == patient_id, Greeting.asked_at.is_(None))
    )
    pending = await session.execute(
        select(Outbox.id, Outbox.params).where(
            Outbox.template.in_(MENTIONS), Outbox.status == OutboxStatus.PENDING
        )
    )
    for row_id, params in pending.all():
        people = [one for one in params["people"] if _patient_in(one) != patient_id]
        if len(people) == len(params["people"]):
            continue
        change: dict[str, object] = {"params": {**params, "people": people}}
        if not people:
            change = {"params": None, "status": OutboxStatus.CANCELLED, "done_at": now}
        await session.execute(update(Outbox).where(Outbox.id == row_id).values(**change))


def _patient_in(stored: dict[str, object] | list[object]) -> object:
    """The patient of a stored person; in an older row it is a list that begins with them."""
    return stored["patient"] if isinstance(stored, dict) else stored[0]
