"""The call list: patients to call this week, most urgent first, and the results of calls."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row

from bot.domain.adherence import Band
from bot.domain.call_list import (
    MedicineFacts,
    PatientFacts,
    Reason,
    call_rules_in_use,
    is_resting,
    reasons_to_call,
    urgency,
)
from bot.domain.schedule import instant, local_day
from bot.services.audit import record_action
from db.enums import CallResult, HardReason, Programme
from db.models import Patient, PhoneCall
from db.queries.call_list import (
    PatientScope,
    call_of_day,
    hard_reasons,
    new_patients_without_medicine,
    patients_by_id,
    recent_calls,
    silent_patients,
    treatment_facts,
)
from db.session import UnitOfWork

HARD_REASON_COUNTS_FOR = timedelta(days=35)
"""A difficulty named after a count stays a reason until the next count is due, plus a week."""
ROUNDING = 1e-6
"""Expected doses are stored as a float: two missed days must not become 1.9999999."""
CALL_HISTORY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CallListEntry:
    patient: Patient
    reasons: list[Reason]
    """The heaviest first."""
    not_reached: int
    """Calls of the last month in a row that nobody answered."""

    @property
    def risk(self) -> int:
        return self.reasons[0].weight


async def people_to_call(
    session: UnitOfWork, clinic_id: int, *, now: datetime
) -> list[CallListEntry]:
    """All patients of a clinic with a reason to call, except those called lately."""
    today, rules = local_day(now), call_rules_in_use()
    calls: dict[int, list[PhoneCall]] = defaultdict(list)
    for call in await recent_calls(session, clinic_id, today - CALL_HISTORY):
        calls[call.patient_id].append(call)
    wanted = [
        (patient_id, facts, reasons)
        for patient_id, facts in (
            await _facts_by_patient(session, PatientScope(clinic_id), today)
        ).items()
        if (reasons := reasons_to_call(facts, rules))
        and not _is_resting(calls[patient_id], reasons[0].weight, today)
    ]
    wanted.sort(key=lambda one: urgency(one[2], one[1].silent_days), reverse=True)
    patients = await patients_by_id(session, [patient_id for patient_id, *_ in wanted])
    return [
        CallListEntry(patients[patient_id], reasons, _not_reached(calls[patient_id]))
        for patient_id, _facts, reasons in wanted
    ]


async def call_reasons_of(session: UnitOfWork, patient: Patient, *, now: datetime) -> list[Reason]:
    """The reasons to call one patient, whether called lately or not."""
    scope = PatientScope(patient.clinic_id, patient.id)
    facts = (await _facts_by_patient(session, scope, local_day(now))).get(patient.id)
    return reasons_to_call(facts, call_rules_in_use()) if facts else []


async def record_call(
    session: UnitOfWork,
    patient: Patient,
    result: CallResult,
    *,
    staff_id: int,
    now: datetime,
) -> None:
    """If a patient is called twice on one day, the later result stands."""
    today, reasons = local_day(now), await call_reasons_of(session, patient, now=now)
    call = await call_of_day(session, patient.id, today)
    if call is None:
        call = PhoneCall(patient_id=patient.id, called_on=today)
        session.add(call)
    call.staff_id, call.result, call.called_at = staff_id, result.value, now
    call.risk = reasons[0].weight if reasons else 0
    actor = ("staff", staff_id)
    record_action(
        session, "call", ("patient", patient.id), actor=actor, detail=result.value, now=now
    )
    await session.flush()


async def take_back_call(
    session: UnitOfWork, patient: Patient, *, staff_id: int, now: datetime
) -> None:
    """Delete today's call, recorded by mistake; the patient is on the list again."""
    call = await call_of_day(session, patient.id, local_day(now))
    if call is not None:
        await session.delete(call)
        actor = ("staff", staff_id)
        record_action(session, "call_taken_back", ("patient", patient.id), actor=actor, now=now)
        await session.flush()


async def _facts_by_patient(
    session: UnitOfWork, scope: PatientScope, today: date
) -> dict[int, PatientFacts]:
    """Facts by patient; only of patients with something that may be a reason to call."""
    horizon = max((rule.days_left or 0 for rule in call_rules_in_use()), default=0)
    hard = await hard_reasons(session, scope, today - HARD_REASON_COUNTS_FOR)
    medicines: dict[int, list[MedicineFacts]] = defaultdict(list)
    programmes: dict[int, str | None] = {}
    silent: dict[int, int] = {}
    joined: dict[int, int] = {}
    for row in await treatment_facts(session, scope, today + timedelta(days=horizon)):
        programmes[row.patient_id] = row.programme
        medicines[row.patient_id].append(_medicine_facts(row, hard, today))
    for row in await silent_patients(session, scope, today):
        programmes[row.id] = row.programme
        silent[row.id] = (today - local_day(row.since)).days
    for row in await new_patients_without_medicine(session, scope, _joined_since(today)):
        programmes[row.id] = row.programme
        joined[row.id] = (today - local_day(row.joined_at)).days
    return {
        number: PatientFacts(
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


def _medicine_facts(row: Row[Any], hard: Mapping[int, str], today: date) -> MedicineFacts:
    said = hard.get(row.id)
    due = row.injection_due_on
    return MedicineFacts(
        row.spoken_name,
        days_left=max((row.run_out_on - today).days, 0) if row.run_out_on else None,
        late_days=max((today - due).days, 0) if due else None,
        decided=Band(row.decided_band),
        missed_days=_missed_days(row),
        hard=HardReason(said) if said else None,
    )


def _missed_days(row: Row[Any]) -> int | None:
    """Missed doses before the last count, in whole days; None if it cannot be known."""
    if row.taken is None or not row.expected or row.taken < 0:
        return None
    missing = max(row.expected - float(row.taken), 0.0)
    return int(missing * row.days / row.expected + ROUNDING)


def _is_resting(calls: list[PhoneCall], risk: int, today: date) -> bool:
    return any(
        is_resting(CallResult(call.result), call.risk, call.called_on, now_risk=risk, today=today)
        for call in calls
    )


def _not_reached(calls: list[PhoneCall]) -> int:
    tries = 0
    for call in reversed(calls):
        if call.result != CallResult.NOT_REACHED:
            break
        tries += 1
    return tries
