"""Somebody spoke their name instead of writing it: the clinic listens and writes it."""

from dataclasses import dataclass

from bot.context import Turn
from bot.handlers.access.places import ALSO_IN_STAFF_CHAT
from bot.handlers.access.staff import patient_of_clinic
from bot.handlers.onboarding.dialog import NAME
from bot.handlers.router import Router
from bot.keyboards.staff import WriteName
from bot.services.dialogs import Dialog
from bot.services.onboarding.members import rename_patient
from bot.texts import onboarding as texts
from bot.texts import staff as staff_texts
from db.models import Patient

router = Router(__name__)


@dataclass(frozen=True)
class SpokenNameDialog(Dialog, flow="spoken_name"):
    """Staff listened to a name; the bot waits for it in writing."""

    patient: int


@router.button(WriteName, access=patient_of_clinic, place=ALSO_IN_STAFF_CHAT)
async def start_writing_name(turn: Turn, _press: WriteName, patient: Patient) -> None:
    turn.wait(SpokenNameDialog(patient.id))
    return turn.say(staff_texts.ask_spoken_name(name=patient.name))


@router.dialog(SpokenNameDialog, access=patient_of_clinic)
async def take_written_name(turn: Turn, _dialog: SpokenNameDialog, patient: Patient) -> None:
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return turn.say(texts.name_unclear())
    rename_patient(turn.session, turn.actor, patient, name, now=turn.now)
    turn.stop_waiting()
    return turn.say(staff_texts.name_written(name=name))
