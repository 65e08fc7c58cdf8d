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
from db.queries.patients.lookup import patients_matching

router = Router(__name__)


@dataclass(frozen=True)
class PatientLookupDialog(Dialog, flow="patient_lookup"):
    """A name or a clinic number may be typed."""


@router.command("mariz", "patient", button=StartPatientLookup, access=staff)
async def start_lookup(turn: Turn, staff: StaffMember) -> None:
    """/mariz GAN200011, /mariz सुखमती, or /mariz alone."""
    turn.wait(PatientLookupDialog())
    # A pressed button stands under a message of the bot's own: its text is no search.
    return await _look_up(turn, staff, "" if turn.query else turn.text.partition(" ")[2])


@router.dialog(PatientLookupDialog, access=staff)
async def take_search_text(turn: Turn, _dialog: PatientLookupDialog, staff: StaffMember) -> None:
    """A name or a number was typed."""
    return await _look_up(turn, staff, turn.text)


@router.button(ViewPatient, access=patient_of_clinic)
async def choose_patient(turn: Turn, _press: ViewPatient, patient: Patient) -> None:
    return await _show(turn, patient)


async def _look_up(turn: Turn, staff: StaffMember, typed: str) -> None:
    words = " ".join(typed.split())
    found = await patients_matching(turn.session, staff.clinic_id, words, also_left=True)
    if not found:
        return turn.say(no_such_patient())
    if len(found) == 1 and typed.strip():
        return await _show(turn, found[0])
    offered = [FoundPatient(p.id, p.name, p.clinic_number or p.village) for p in found]
    return turn.say(texts.choose_patient(patients=offered))


async def _show(turn: Turn, patient: Patient) -> None:
    turn.stop_waiting()
    if patient.left_on is not None:
        return turn.say(status_of(patient))
    view = await patient_view(turn.session, patient, staff_id=turn.staff.id, now=turn.now)
    return turn.say(view)
