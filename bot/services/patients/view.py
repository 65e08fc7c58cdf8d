"""One patient as staff see them; each look is recorded in the audit log."""

from datetime import date, datetime

from bot.domain.adherence import Band
from bot.domain.call_list import PatientFacts, Reason, ReasonKind
from bot.domain.schedule import local_day
from bot.services.audit import record_action
from bot.services.call_list import CallListEntry, call_reasons_of
from bot.texts.call_list import PersonToCall
from bot.texts.patients import view as texts
from bot.texts.patients.view import Count, TakenMedicine
from bot.texts.patients.words import CallReason, Person
from bot.texts.sentences import Message
from db.enums import Confidence, CountSource, HardReason, Programme, Trend
from db.models import AdherenceSummary, Patient, PillCount, Treatment
from db.queries.call_list import newest_counts, treatments_with_summary
from db.session import UnitOfWork

COUNTS_SHOWN = 3
REASONS_SHOWN = 3


async def patient_view(
    session: UnitOfWork, patient: Patient, *, staff_id: int, now: datetime
) -> Message:
    today = local_day(now)
    record_action(
        session, "view_patient", ("patient", patient.id), actor=("staff", staff_id), now=now
    )
    reasons = await call_reasons_of(session, patient, now=now)
    medicines = [
        _medicine(treatment, summary, await newest_counts(session, treatment.id, 10), today)
        for treatment, summary in await treatments_with_summary(session, patient.id)
    ]
    return texts.view(
        person=_person(patient),
        reasons=[_reason(reason) for reason in reasons if reason.kind is not ReasonKind.HARD],
        medicines=medicines,
        day=today,
    )


def person_to_call(entry: CallListEntry) -> PersonToCall:
    reasons = tuple(_reason(reason) for reason in entry.reasons[:REASONS_SHOWN])
    return PersonToCall(_person(entry.patient), reasons, entry.not_reached)


def _person(patient: Patient) -> Person:
    return Person(
        patient.id,
        patient.name,
        patient.clinic_number,
        patient.village,
        patient.phone,
        Programme(patient.programme) if patient.programme else None,
    )


def _reason(reason: Reason) -> CallReason:
    facts = reason.facts
    if isinstance(facts, PatientFacts):
        return CallReason(reason.kind, days=facts.silent_days)
    days = {
        ReasonKind.SUPPLY: facts.days_left,
        ReasonKind.INJECTION: facts.late_days,
        ReasonKind.MISSED: facts.missed_days,
    }.get(reason.kind)
    return CallReason(reason.kind, facts.medicine, days or 0, facts.hard)


def _medicine(
    treatment: Treatment, summary: AdherenceSummary | None, counts: list[PillCount], today: date
) -> TakenMedicine:
    ends, due = (summary.run_out_on, summary.injection_due_on) if summary else (None, None)
    hard = next((count.hard for count in counts if count.hard), None)
    return TakenMedicine(
        name=treatment.spoken_name,
        injection_due=due,
        ends=ends,
        days_left=max((ends - today).days, 0) if ends else None,
        band=Band(summary.band) if summary else Band.UNKNOWN,
        decided=Band(summary.decided_band) if summary else Band.UNKNOWN,
        trend=Trend(summary.trend) if summary and summary.trend else None,
        confidence=Confidence(summary.confidence) if summary and summary.confidence else None,
        hard=HardReason(hard) if hard else None,
        counts=tuple(_count(count) for count in counts[:COUNTS_SHOWN]),
    )


def _count(count: PillCount) -> Count:
    return Count(count.counted_on, count.remaining, CountSource(count.source), count.doubtful)
