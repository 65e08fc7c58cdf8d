"""One patient as staff see them, in parameters; who looked is written down."""

from datetime import date, datetime
from typing import Any

from bot.domain.adherence import Band
from bot.domain.call_list import Reason, Why
from bot.domain.schedule import local_day
from bot.services.audit import note
from bot.services.call_list import ToCall, reasons_for
from db.models import Outlook, Patient, PillCount, Treatment
from db.queries.call_list import newest_counts, outlooks_of
from db.session import Unit

COUNTS_SHOWN = 3
REASONS_SHOWN = 3


async def view_of(
    session: Unit, patient: Patient, *, staff_id: int, now: datetime
) -> dict[str, Any]:
    today = local_day(now)
    note(session, "view_patient", ("patient", patient.id), actor=("staff", staff_id), now=now)
    reasons = await reasons_for(session, patient, now=now)
    medicines = [
        _medicine(treatment, outlook, await newest_counts(session, treatment.id, 10), today)
        for treatment, outlook in await outlooks_of(session, patient.id)
    ]
    return {
        **_named(patient),
        "day": today.isoformat(),
        "reasons": [_said(one, 0) for one in reasons if one.why is not Why.HARD],
        "medicines": medicines,
    }


def line_of(one: ToCall) -> dict[str, Any]:
    """A line of the list of whom to call."""
    return {
        **_named(one.patient),
        "not_reached": one.not_reached,
        "reasons": [_said(reason, one.silent_days) for reason in one.reasons[:REASONS_SHOWN]],
    }


def _named(patient: Patient) -> dict[str, Any]:
    return {
        "id": patient.id,
        "name": patient.name,
        "number": patient.clinic_number,
        "village": patient.village,
        "phone": patient.phone,
        "programme": patient.programme,
    }


def _said(reason: Reason, silent_days: int) -> dict[str, Any]:
    known = reason.known
    if known is None:
        return {"why": reason.why.value, "days": silent_days}
    days = {
        Why.SUPPLY: known.days_left,
        Why.INJECTION: known.late_days,
        Why.MISSED: known.missed_days,
    }.get(reason.why)
    said = known.hard.value if known.hard else None
    return {"why": reason.why.value, "medicine": known.medicine, "days": days, "said": said}


def _medicine(
    treatment: Treatment, outlook: Outlook | None, counts: list[PillCount], today: date
) -> dict[str, Any]:
    ends, due = (outlook.run_out_on, outlook.injection_due_on) if outlook else (None, None)
    return {
        "name": treatment.spoken_name,
        "injection_due": due.isoformat() if due else None,
        "ends": ends.isoformat() if ends else None,
        "days_left": max((ends - today).days, 0) if ends else None,
        "band": outlook.band if outlook else Band.UNKNOWN.value,
        "decided": outlook.decided_band if outlook else Band.UNKNOWN.value,
        "trend": outlook.trend if outlook else None,
        "confidence": outlook.confidence if outlook else None,
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
