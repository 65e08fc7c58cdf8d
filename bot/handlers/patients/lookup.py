"""Staff look up a patient of their own clinic, by name or clinic number, in private."""

from bot.context import Turn
from bot.handlers.patients.status import status_of
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.keyboards.patients import StartPatientLookup, ViewPatient
from bot.services.patients.view import patient_view
from bot.texts import menu as menu_texts
from bot.texts.patients import view as texts
from bot.texts.patients.words import FoundPatient
from bot.texts.treatments.ask import no_such_patient
from db.models import Patient
from db.queries.patients.lookup import patients_matching

FLOW = "patient_lookup"

router = Router(__name__)


@router.button(StartPatientLookup)
@router.command("mariz", "patient")
async def start_lookup(turn: Turn, _press: StartPatientLookup | None = None) -> None:
    """/mariz GAN200011, /mariz सुखमती, or /mariz alone."""
    if turn.me.staff is None:
        return await show_start(turn)
    turn.wait(FLOW, "patient")
    # A pressed button stands under a message of the bot's own: its text is no search.
    return await _look_up(turn, "" if turn.query else turn.text.partition(" ")[2])


@router.flow(FLOW)
async def take_search_text(turn: Turn) -> None:
    """A name or a number was typed."""
    if turn.me.staff is None:
        turn.stop_waiting()
        return turn.say(menu_texts.home())
    return await _look_up(turn, turn.text)


@router.button(ViewPatient)
async def choose_patient(turn: Turn, press: ViewPatient) -> None:
    patient = await pressed_patient(turn, press.patient)
    if patient is None:
        return turn.say(menu_texts.old_button())
    return await _show(turn, patient)


async def _look_up(turn: Turn, typed: str) -> None:
    assert turn.me.staff is not None
    clinic_id, words = turn.me.staff.clinic_id, " ".join(typed.split())
    found = await patients_matching(turn.session, clinic_id, words, also_left=True)
    if not found:
        return turn.say(no_such_patient())
    if len(found) == 1 and typed.strip():
        return await _show(turn, found[0])
    offered = [FoundPatient(p.id, p.name, p.clinic_number or p.village) for p in found]
    return turn.say(texts.choose_patient(patients=offered))


async def _show(turn: Turn, patient: Patient) -> None:
    assert turn.me.staff is not None
    turn.stop_waiting()
    if patient.left_on is not None:
        return turn.say(status_of(patient))
    view = await patient_view(turn.session, patient, staff_id=turn.me.staff.id, now=turn.now)
    return turn.say(view)


async def pressed_patient(turn: Turn, patient_id: int) -> Patient | None:
    """None if the pressed patient is not of the staff member's own clinic."""
    patient = await turn.session.get(Patient, patient_id)
    if patient is None or turn.me.staff is None:
        return None
    return patient if patient.clinic_id == turn.me.staff.clinic_id else None
