"""Staff look up a patient of their own clinic, by name or clinic number, in private."""

from bot.context import Turn
from bot.handlers.patients.status import status_params
from bot.handlers.preferences.language import show_start
from bot.services.patients.view import patient_view
from db.models import Patient
from db.queries.patients.lookup import patients_matching


async def start_lookup(turn: Turn) -> None:
    """/mariz GAN200011, /mariz सुखमती, or /mariz alone."""
    if turn.me.staff is None:
        return await show_start(turn)
    turn.wait("patient_lookup", "patient")
    return await _look_up(turn, turn.text.partition(" ")[2])


async def take_search_text(turn: Turn) -> None:
    """A name or a number was typed."""
    if turn.me.staff is None:
        turn.stop_waiting()
        return turn.say("menu.home")
    return await _look_up(turn, turn.text)


async def choose_patient(turn: Turn) -> None:
    patient = await pressed_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    return await _show(turn, patient)


async def _look_up(turn: Turn, typed: str) -> None:
    assert turn.me.staff is not None
    clinic_id, words = turn.me.staff.clinic_id, " ".join(typed.split())
    found = await patients_matching(turn.session, clinic_id, words, also_left=True)
    if not found:
        return turn.say("treatments.no_such_patient")
    if len(found) == 1 and typed.strip():
        return await _show(turn, found[0])
    offered = [[p.id, p.name, p.clinic_number or p.village or ""] for p in found]
    return turn.say("patients.choose_patient", patients=offered)


async def _show(turn: Turn, patient: Patient) -> None:
    assert turn.me.staff is not None
    turn.stop_waiting()
    if patient.left_on is not None:
        return turn.say("patients.status", **status_params(patient))
    view = await patient_view(turn.session, patient, staff_id=turn.me.staff.id, now=turn.now)
    return turn.say("patients.view", **view)


async def pressed_patient(turn: Turn) -> Patient | None:
    """None if the pressed patient is not of the staff member's own clinic."""
    patient = await turn.session.get(Patient, turn.pressed_number())
    if patient is None or turn.me.staff is None:
        return None
    return patient if patient.clinic_id == turn.me.staff.clinic_id else None


COMMANDS = {"mariz": start_lookup, "patient": start_lookup}
FLOWS = {"patient_lookup": take_search_text}
PRESSES = {"patient_lookup": start_lookup, "patient_view": choose_patient}
