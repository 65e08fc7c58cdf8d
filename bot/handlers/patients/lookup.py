"""Staff look up a patient of their own clinic, by name or clinic number, in private."""

from dataclasses import dataclass

from bot.context import StaffMember, Turn
from bot.handlers.access.staff import patient_of_clinic, staff
from bot.handlers.patients.status import status_of
from bot.handlers.router import Router
from bot.keyboards.patients import StartPatientLookup, ViewPatient
from bot.services.dialogs import Dialog
from bot.services.patients.view import patient_view
from bot.texts.patients import view as texts
from bot.texts.patients.words import FoundPatient
from bot.texts.treatments.ask import no_such_patient
from db.models import Patient
from db.queries.clinics import clinic_by_id
from db.queries.patients.lookup import patients_matching

router = Router(__name__)


@dataclass(frozen=True)
class PatientLookupDialog(Dialog, flow="patient_lookup"):
    """A name or a clinic number may be typed."""


@router.command("mariz", "patient", button=StartPatientLookup, access=staff)
async def start_lookup(turn: Turn, _staff: StaffMember) -> None:
    """/mariz GAN200011, /mariz सुखमती, or /mariz alone."""
    turn.wait(PatientLookupDialog())
    # A pressed button stands under a message of the bot's own: its text is no search.
    return await _look_up(turn, "" if turn.query else turn.text.partition(" ")[2])


@router.dialog(PatientLookupDialog, access=staff)
async def take_search_text(turn: Turn, _dialog: PatientLookupDialog, _staff: StaffMember) -> None:
    """A name or a number was typed."""
    return await _look_up(turn, turn.text)


@router.button(ViewPatient, access=patient_of_clinic)
async def choose_patient(turn: Turn, _press: ViewPatient, patient: Patient) -> None:
    return await _show(turn, patient)


async def _look_up(turn: Turn, typed: str) -> None:
    words = " ".join(typed.split())
    found = [
        patient
        for place in turn.me.works_for
        for patient in await patients_matching(turn.session, place.clinic_id, words, also_left=True)
    ]
    if not found:
        return turn.say(no_such_patient())
    if len(found) == 1 and typed.strip():
        turn.me.act_for(found[0].clinic_id)
        return await _show(turn, found[0])
    offered = [FoundPatient(p.id, p.name, await _mark(turn, p)) for p in found]
    return turn.say(texts.choose_patient(patients=offered))


async def _mark(turn: Turn, patient: Patient) -> str | None:
    """What tells namesakes apart; for who serves several clinics also which one it is."""
    mark = patient.clinic_number or patient.village
    if len(turn.me.works_for) < 2:
        return mark
    clinic = (await clinic_by_id(turn.session, patient.clinic_id)).name
    return " · ".join(filter(None, (mark, clinic)))


async def _show(turn: Turn, patient: Patient) -> None:
    turn.stop_waiting()
    if patient.left_on is not None:
        return turn.say(status_of(patient))
    view = await patient_view(turn.session, patient, staff_id=turn.staff.id, now=turn.now)
    return turn.say(view)
