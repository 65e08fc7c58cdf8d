"""One patient as template parameters, for staff; each look is recorded in the audit log."""

from datetime import date, datetime
from typing import Any

from bot.domain.adherence import Band
from bot.domain.call_list import Reason, ReasonKind
from bot.domain.schedule import local_day
from bot.services.audit import record_action
from bot.services.call_list import CallListEntry, call_reasons_of
from db.models import AdherenceSummary, Patient, PillCount, Treatment
from db.queries.call_list import newest_counts, treatments_with_summary
from db.session import UnitOfWork

COUNTS_SHOWN = 3
REASONS_SHOWN = 3


async def patient_view(
    session: UnitOfWork, patient: Patient, *, staff_id: int, now: datetime
) -> dict[str, Any]:
    today = local_day(now)
    record_action(
        session, "view_patient", ("patient", patient.id), actor=("staff", staff_id), now=now
    )
    reasons = await call_reasons_of(session, patient, now=now)
    medicines = [
        _medicine(treatment, summary, await newest_counts(session, treatment.id, 10), today)
        for treatment, summary in await treatments_with_summary(session, patient.id)
    ]
    return {
        **_header(patient),
        "day": today.isoformat(),
        "reasons": [_reason(reason, 0) for reason in reasons if reason.kind is not ReasonKind.HARD],
        "medicines": medicines,
    }


def call_list_line(entry: CallListEntry) -> dict[str, Any]:
    """One line of the call list."""
    return {
        **_header(entry.patient),
        "not_reached": entry.not_reached,
        "reasons": [_reason(reason, entry.silent_days) for reason in entry.reasons[:REASONS_SHOWN]],
    }


def _header(patient: Patient) -> dict[str, Any]:
    return {
        "id": patient.id,
        "name": patient.name,
        "number": patient.clinic_number,
        "village": patient.village,
        "phone": patient.phone,
        "programme": patient.programme,
    }


def _reason(reason: Reason, silent_days: int) -> dict[str, Any]:
    facts = reason.facts
    if facts is None:
        return {"why": reason.kind.value, "days": silent_days}
    days = {
        ReasonKind.SUPPLY: facts.days_left,
        ReasonKind.INJECTION: facts.late_days,
        ReasonKind.MISSED: facts.missed_days,
    }.get(reason.kind)
    said = facts.hard.value if facts.hard else None
    return {"why": reason.kind.value, "medicine": facts.medicine, "days": days, "said": said}


def _medicine(
    treatment: Treatment, summary: AdherenceSummary | None, counts: list[PillCount], today: date
) -> dict[str, Any]:
    ends, due = (summary.run_out_on, summary.injection_due_on) if summary else (None, None)
    return {
        "name": treatment.spoken_name,
        "injection_due": due.isoformat() if due else None,
        "ends": ends.isoformat() if ends else None,
        "days_left": max((ends - today).days, 0) if ends else None,
        "band": summary.band if summary else Band.UNKNOWN.value,
        "decided": summary.decided_band if summary else Band.UNKNOWN.value,
        "trend": summary.trend if summary else None,
        "confidence": summary.confidence if summary else None,
        "hard": next((count.hard for count in counts if count.hard), None),
        "counts": [_count(count) for count in counts[:COUNTS_SHOWN]],
    }


def _count(count: PillCount) -> dict[str, Any]:
    return {
        "on": count.counted_on.isoformat(),
        "remaining": str(count.remaining),
        "source": count.source,
        "doubtful": count.doubtful,
    }
