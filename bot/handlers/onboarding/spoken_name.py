"""Somebody spoke their name instead of writing it: the clinic listens and writes it."""

from bot.context import Turn
from bot.handlers.onboarding.join_context import NAME
from bot.handlers.router import Router
from bot.keyboards.staff import WriteName
from bot.services.onboarding.members import rename_patient
from bot.texts import menu as menu_texts
from bot.texts import onboarding as texts
from bot.texts import staff as staff_texts
from db.models import Patient

router = Router(__name__)


@router.button(WriteName)
async def start_writing_name(turn: Turn, press: WriteName) -> None:
    patient = await _patient_of_own_clinic(turn, press.patient)
    if patient is None:
        return turn.say(menu_texts.old_button())
    turn.wait("spoken_name", "name", patient=patient.id)
    return turn.say(staff_texts.ask_spoken_name(name=patient.name))


@router.flow("spoken_name")
async def take_written_name(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    patient = await _patient_of_own_clinic(turn, waiting.data["patient"])
    if patient is None:
        turn.stop_waiting()
        return turn.say(menu_texts.old_button())
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return turn.say(texts.name_unclear())
    rename_patient(turn.session, turn.actor, patient, name, now=turn.now)
    turn.stop_waiting()
    return turn.say(staff_texts.name_written(name=name))


async def _patient_of_own_clinic(turn: Turn, patient_id: int) -> Patient | None:
    if turn.me.staff is None:
        return None
    patient = await turn.session.get(Patient, patient_id)
    ours = patient is not None and patient.clinic_id == turn.me.staff.clinic_id
    return patient if ours else None
