"""Whom the clinic should call this week, most urgent first, and what became of the calls."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row

from bot.domain.adherence import Band
from bot.domain.call_list import (
    Known,
    Person,
    Reason,
    call_rules_in_use,
    reasons_to_call,
    rests,
    urgency,
)
from bot.domain.schedule import instant, local_day
from bot.services.audit import note
from db.enums import CallResult, HardReason, Programme
from db.models import Patient, PhoneCall
from db.queries.call_list import (
    Whom,
    call_of_day,
    joined_without_medicine,
    known_of,
    last_calls,
    patients_by_id,
    said_hard,
    unanswered,
)
from db.session import Unit

HARD_HOLDS = timedelta(days=35)
"""What somebody said after a count is a reason to call until the next count is due, and a week."""
ROUNDING = 1e-6
"""Expected doses are kept as a float: two days missed must not come out as 1.9999999."""
CALLS_SHOWN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ToCall:
    patient: Patient
    reasons: list[Reason]
    """The heaviest first."""
    silent_days: int
    not_reached: int
    """Calls of the last month in a row that nobody answered."""

    @property
    def risk(self) -> int:
        return self.reasons[0].weight


async def people_to_call(session: Unit, clinic_id: int, *, now: datetime) -> list[ToCall]:
    """Everybody there is a reason to call, without those called lately."""
    today, rules = local_day(now), call_rules_in_use()
    calls: dict[int, list[PhoneCall]] = defaultdict(list)
    for call in await last_calls(session, clinic_id, today - CALLS_SHOWN):
        calls[call.patient_id].append(call)
    wanted = [
        (patient_id, person, reasons)
        for patient_id, person in (await _persons(session, Whom(clinic_id), today)).items()
        if (reasons := reasons_to_call(person, rules))
        and not _rests(calls[patient_id], reasons[0].weight, today)
    ]
    patients = await patients_by_id(session, [patient_id for patient_id, *_ in wanted])
    found = [
        ToCall(patients[number], reasons, person.silent_days, _not_reached(calls[number]))
        for number, person, reasons in wanted
    ]
    return sorted(found, key=lambda one: urgency(one.reasons, one.silent_days), reverse=True)


async def reasons_for(session: Unit, patient: Patient, *, now: datetime) -> list[Reason]:
    """Why to call this one person, called lately or not."""
    whom = Whom(patient.clinic_id, patient.id)
    person = (await _persons(session, whom, local_day(now))).get(patient.id)
    return reasons_to_call(person, call_rules_in_use()) if person else []


async def record_call(
    session: Unit,
    patient: Patient,
    result: CallResult,
    *,
    staff_id: int,
    now: datetime,
) -> None:
    """Recorded twice on one day, the later word stands."""
    today, reasons = local_day(now), await reasons_for(session, patient, now=now)
    call = await call_of_day(session, patient.id, today)
    if call is None:
        call = PhoneCall(patient_id=patient.id, called_on=today)
        session.add(call)
    call.staff_id, call.result, call.called_at = staff_id, result.value, now
    call.risk = reasons[0].weight if reasons else 0
    actor = ("staff", staff_id)
    note(session, "call", ("patient", patient.id), actor=actor, detail=result.value, now=now)
    await session.flush()


async def take_back_call(session: Unit, patient: Patient, *, staff_id: int, now: datetime) -> None:
    """Today's, which was a slip of the finger; the person is on the list again."""
    call = await call_of_day(session, patient.id, local_day(now))
    if call is not None:
        await session.delete(call)
        actor = ("staff", staff_id)
        note(session, "call_taken_back", ("patient", patient.id), actor=actor, now=now)
        await session.flush()


async def _persons(session: Unit, whom: Whom, today: date) -> dict[int, Person]:
    """By patient; only those of whom something may be a reason."""
    horizon = max((rule.days_left or 0 for rule in call_rules_in_use()), default=0)
    hard = await said_hard(session, whom, today - HARD_HOLDS)
    medicines: dict[int, list[Known]] = defaultdict(list)
    programmes: dict[int, str | None] = {}
    silent: dict[int, int] = {}
    joined: dict[int, int] = {}
    for row in await known_of(session, whom, today + timedelta(days=horizon)):
        programmes[row.patient_id] = row.programme
        medicines[row.patient_id].append(_known(row, hard, today))
    for row in await unanswered(session, whom, today):
        programmes[row.id] = row.programme
        silent[row.id] = (today - local_day(row.since)).days
    for row in await joined_without_medicine(session, whom, _joined_since(today)):
        programmes[row.id] = row.programme
        joined[row.id] = (today - local_day(row.joined_at)).days
    return {
        number: Person(
            Programme(programme) if programme else None,
            medicines[number],
            silent.get(number, 0),
            joined.get(number),
        )
        for number, programme in programmes.items()
    }


def _joined_since(today: date) -> datetime:
    days = max((rule.joined_days or 0 for rule in call_rules_in_use()), default=0)
    return instant(today - timedelta(days=days), time())


def _known(row: Row[Any], hard: Mapping[int, str], today: date) -> Known:
    said = hard.get(row.id)
    due = row.injection_due_on
    return Known(
        row.spoken_name,
        days_left=max((row.run_out_on - today).days, 0) if row.run_out_on else None,
        late_days=max((today - due).days, 0) if due else None,
        decided=Band(row.decided_band),
        missed_days=_missed(row),
        hard=HardReason(said) if said else None,
    )


def _missed(row: Row[Any]) -> int | None:
    """Whole days' worth of doses not taken before the last count. None: cannot be told."""
    if row.taken is None or not row.expected or row.taken < 0:
        return None
    missing = max(row.expected - float(row.taken), 0.0)
    return int(missing * row.days / row.expected + ROUNDING)


def _rests(calls: list[PhoneCall], risk: int, today: date) -> bool:
    return any(
        rests(CallResult(call.result), call.risk, call.called_on, now_risk=risk, today=today)
        for call in calls
    )


def _not_reached(calls: list[PhoneCall]) -> int:
    tries = 0
    for call in reversed(calls):
        if call.result != CallResult.NOT_REACHED:
            break
        tries += 1
    return tries
