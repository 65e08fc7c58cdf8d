"""The person's own hour: at which they want to be asked."""

from datetime import datetime

from bot.domain.reminders.due import moved_to_hour
from bot.services.audit import note
from db.models import Patient
from db.queries.people import patients_held_by
from db.session import Unit


async def choose_hour(session: Unit, account_id: int, hour: int, *, now: datetime) -> list[int]:
    """For everybody this phone speaks for, so that it rings at one hour. Return their ids."""
    held_here = await patients_held_by(session, account_id)
    for held in held_here:
        patient = await session.get_one(Patient, held.id, with_for_update=True)
        patient.count_hour = hour
        if patient.next_count_at is not None:
            patient.next_count_at = moved_to_hour(patient.next_count_at, hour, now)
        if patient.next_checkin_at is not None:
            patient.next_checkin_at = moved_to_hour(patient.next_checkin_at, hour, now)
        about = ("patient", patient.id)
        note(session, "hour", about, actor=("account", account_id), detail=str(hour), now=now)
    return [held.id for held in held_here]
