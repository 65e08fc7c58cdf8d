"""Rules for staff: what belongs to their own clinic."""

from typing import Protocol

from bot.context import StaffMember, Turn
from bot.handlers.access.rules import Refused, old_button
from bot.texts import menu as menu_texts
from db.models import Medicine, Patient
from db.queries.stock import medicine_of_clinic


class NamesPatient(Protocol):
    @property
    def patient(self) -> int: ...


class NamesMedicine(Protocol):
    @property
    def medicine(self) -> int: ...


async def staff(turn: Turn, named: object) -> StaffMember | Refused:
    """Who works at a clinic today."""
    if turn.speaker is None or turn.me.staff is None:
        answer = menu_texts.home() if named is None else menu_texts.old_button()
        return Refused(answer, ("staff", None))
    return turn.me.staff


async def patient_of_clinic(turn: Turn, named: NamesPatient) -> Patient | Refused:
    """A patient of a clinic where the speaker works; locked, as the press may change it."""
    found = None
    if turn.me.works_for:
        found = await turn.session.get(Patient, named.patient, with_for_update=True)
    if found is None or turn.me.act_for(found.clinic_id) is None:
        return old_button("patient", named.patient)
    return found


async def medicine_of_staff(turn: Turn, named: NamesMedicine) -> Medicine | Refused:
    """A medicine of a clinic where the speaker works."""
    for place in turn.me.works_for:
        found = await medicine_of_clinic(turn.session, place.clinic_id, named.medicine)
        if found is not None:
            turn.me.act_for(place.clinic_id)
            return found
    return old_button("medicine", named.medicine)
