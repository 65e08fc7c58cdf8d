"""Somebody spoke their name instead of writing it: the clinic listens and writes it."""

from bot.context import Turn
from bot.handlers.onboarding.join_context import NAME
from bot.services.onboarding.members import rename_patient
from db.models import Patient


async def start_writing_name(turn: Turn) -> None:
    patient = await _patient_of_own_clinic(turn, turn.pressed_number())
    if patient is None:
        return turn.say("menu.old_button")
    turn.wait("spoken_name", "name", patient=patient.id)
    return turn.say("staff.ask_spoken_name", name=patient.name)


async def take_written_name(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    patient = await _patient_of_own_clinic(turn, waiting.data["patient"])
    if patient is None:
        turn.stop_waiting()
        return turn.say("menu.old_button")
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return turn.say("onboarding.name_unclear")
    rename_patient(turn.session, turn.actor, patient, name, now=turn.now)
    turn.stop_waiting()
    return turn.say("staff.name_written", name=name)


async def _patient_of_own_clinic(turn: Turn, patient_id: int) -> Patient | None:
    if turn.me.staff is None:
        return None
    patient = await turn.session.get(Patient, patient_id)
    ours = patient is not None and patient.clinic_id == turn.me.staff.clinic_id
    return patient if ours else None


PRESSES = {"write_name": start_writing_name}
FLOWS = {"spoken_name": take_written_name}
