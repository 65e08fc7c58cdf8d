"""Somebody is silent: a leader they trust is asked to say hello, or else the clinic is."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import delete, select, update

from bot.domain.reminders.due import EVENING, GREETED_AGAIN_AFTER, is_own_hour
from bot.domain.schedule import instant, is_quiet, local_day
from bot.services.audit import note
from bot.services.oncall import on_call
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from db.enums import OutboxClass, OutboxStatus, StaffRole
from db.models import Clinic, Greeting, Outbox, Patient
from db.queries import reminders as rows
from db.queries.oncall import staff_of_clinic
from db.queries.people import staff_accounts
from db.session import Unit

AT_A_TIME = 500
MENTIONS = ("reminders.greet", "reminders.greet_staff", "meetings.refills")
"""Sentences that name patients to somebody else: `people` holds [patient id, name, ...]."""

Waiting = Sequence[tuple[Greeting, Patient]]


async def want_greeting(session: Unit, patient_id: int, *, now: datetime) -> None:
    """Once a month at most."""
    if await rows.greeted_since(session, patient_id, now - GREETED_AGAIN_AFTER):
        return
    session.add(Greeting(patient_id=patient_id, wanted_at=now))
    note(session, "greeting_wanted", ("patient", patient_id), now=now)


async def greet_due(session: Unit, *, now: datetime) -> int:
    """Ask leaders at their own hour and the clinic as it opens; return how many were named."""
    if is_quiet(now):
        return 0
    waiting = await _still_silent(session, await rows.waiting_greetings(session, AT_A_TIME), now)
    leaders = await rows.allowed_leaders(session, [patient.id for _, patient in waiting])
    by_leader: dict[int, list[tuple[Greeting, Patient]]] = {}
    by_clinic: dict[int, list[tuple[Greeting, Patient]]] = {}
    for greeting, patient in waiting:
        if leader := leaders.get(patient.id):
            by_leader.setdefault(leader, []).append((greeting, patient))
        else:
            by_clinic.setdefault(patient.clinic_id, []).append((greeting, patient))
    hours = await rows.hours_of(session, by_leader)
    told = 0
    for leader, named in by_leader.items():
        if is_own_hour(hours.get(leader, EVENING), now):
            told += await _tell_leader(session, leader, named, now)
    for clinic_id, named in by_clinic.items():
        told += await _tell_clinic(session, clinic_id, named, now)
    return told


async def _still_silent(session: Unit, waiting: Waiting, now: datetime) -> Waiting:
    """Without those who were heard of since, and those who are away."""
    ids = [patient.id for _, patient in waiting]
    counted, answered = await rows.last_counts(session, ids), await rows.last_answers(session, ids)
    away, left = await rows.paused(session, ids, local_day(now)), []
    for greeting, patient in waiting:
        heard = [at for at in (counted.get(patient.id), answered.get(patient.id)) if at]
        if any(at > greeting.wanted_at for at in heard):
            await session.delete(greeting)
        elif patient.id not in away:
            left.append((greeting, patient))
    return left


async def _tell_leader(session: Unit, leader: int, named: Waiting, now: datetime) -> int:
    today = instant(local_day(now), time())
    if not await take_slot(session, "greet", f"account:{leader}", today, now=now):
        return 0
    people = [[patient.id, patient.name] for _, patient in named]
    to = To.account(leader)
    enqueue(session, OutboxClass.MODERATION, to, "reminders.greet", {"people": people}, now=now)
    return _told(named, now, leader=True)


async def _tell_clinic(session: Unit, clinic_id: int, named: Waiting, now: datetime) -> int:
    clinic = await session.get_one(Clinic, clinic_id)
    if not is_own_hour(clinic.opens_hour, now):
        return 0
    staff = await staff_of_clinic(session, clinic_id)
    nurses = await on_call(session, [m for m in staff if m.role == StaffRole.NURSE], now=now)
    accounts = [nurse.account_id for nurse in nurses if nurse.account_id]
    accounts = accounts or await staff_accounts(session, clinic_id)
    today = instant(local_day(now), time())
    if not accounts or not await take_slot(session, "greet", f"clinic:{clinic_id}", today, now=now):
        return 0
    people = [[p.id, p.name, p.clinic_number, p.village, p.phone] for _, p in named]
    for account_id in accounts:
        to = To.account(account_id)
        enqueue(
            session, OutboxClass.ALERT, to, "reminders.greet_staff", {"people": people}, now=now
        )
    return _told(named, now, leader=False)


def _told(named: Waiting, now: datetime, *, leader: bool) -> int:
    for greeting, _ in named:
        greeting.told_at, greeting.told_leader = now, leader
    return len(named)


async def forget_mentions(session: Unit, patient_id: int, *, now: datetime) -> None:
    """Nobody is sent to this person any more, and no message still on its way names them."""
    await session.flush_deferred()
    await session.execute(
        delete(Greeting).where(Greeting.patient_id == patient_id, Greeting.told_at.is_(None))
    )
    pending = await session.execute(
        select(Outbox.id, Outbox.params).where(
            Outbox.template.in_(MENTIONS), Outbox.status == OutboxStatus.PENDING
        )
    )
    for row_id, params in pending.all():
        people = [one for one in params["people"] if one[0] != patient_id]
        if len(people) == len(params["people"]):
            continue
        change: dict[str, object] = {"params": {**params, "people": people}}
        if not people:
            change = {"params": None, "status": OutboxStatus.CANCELLED, "done_at": now}
        await session.execute(update(Outbox).where(Outbox.id == row_id).values(**change))
