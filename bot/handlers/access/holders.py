"""Rules for patients and their caregivers: whom this phone may speak for."""

from typing import Protocol

from bot.context import Turn
from bot.handlers.access.rules import Refused, old_button
from bot.handlers.access.staff import NamesPatient
from bot.services.adherence.course import Course
from db.enums import HolderRole
from db.models import Patient
from db.queries.caregivers import HeldPatient, holder_role, patients_held_by


class NamesTreatment(Protocol):
    @property
    def treatment(self) -> int: ...


async def held_patient(turn: Turn, named: NamesPatient) -> HeldPatient | Refused:
    """A patient for whom the speaker may act: they themselves, or one who let them help."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    found = next((patient for patient in held if patient.id == named.patient), None)
    return found or old_button("patient", named.patient)


async def held_course(turn: Turn, named: NamesTreatment) -> Course | Refused:
    """A medicine that such a patient takes."""
    for patient in await patients_held_by(turn.session, turn.me.account_id):
        if course := await turn.courses.one(patient.id, named.treatment):
            return course
    return old_button("treatment", named.treatment)


async def patient_of_phone(turn: Turn, _named: object) -> Patient | Refused:
    """Who may act for the patient whom this phone is about."""
    patient_id = turn.me.patient_id
    if patient_id is None or not await holder_role(turn.session, turn.me.account_id, patient_id):
        return old_button("patient", patient_id)
    return await turn.session.get_one(Patient, patient_id)


async def owner_of_phone(turn: Turn, _named: object) -> HeldPatient | Refused:
    """A patient on their own phone; not a caregiver."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    found = next((patient for patient in held if patient.role == HolderRole.SELF), None)
    return found or old_button("patient", None)
