"""At any step, text or a picture instead of a tap."""

from collections.abc import Awaitable, Callable

from bot.context import StaffMember, Turn
from bot.handlers.access.treatments import staff_and_patient
from bot.handlers.router import Router
from bot.handlers.treatments.choose import offer_patients, take_medicine_text, take_strip_text
from bot.handlers.treatments.confirm import take_day_text
from bot.handlers.treatments.details import (
    take_dose_text,
    take_name_text,
    take_picture,
    take_pills_text,
)
from bot.handlers.treatments.dialog import TreatmentDialog, TreatmentStep
from bot.texts.sentences import Message
from bot.texts.treatments import unclear
from bot.texts.treatments.ask import no_such_patient
from db.models import Patient

TakeText = Callable[[Turn, TreatmentDialog, Patient, str], Awaitable[None]]

ANSWERS: dict[TreatmentStep, tuple[TakeText | None, Callable[[], Message]]] = {
    TreatmentStep.TREATMENT: (take_medicine_text, unclear.unclear_medicine),
    TreatmentStep.ACTION: (None, unclear.unclear_action),
    TreatmentStep.STOP: (None, unclear.unclear_confirm),
    TreatmentStep.MEDICINE: (take_medicine_text, unclear.unclear_medicine),
    TreatmentStep.STRIP: (take_strip_text, unclear.unclear_strip),
    TreatmentStep.DOSE: (take_dose_text, unclear.unclear_dose),
    TreatmentStep.WEEK: (take_dose_text, unclear.unclear_week),
    TreatmentStep.SPOKEN_NAME: (take_name_text, unclear.unclear_spoken_name),
    TreatmentStep.DISPENSED: (take_pills_text, unclear.unclear_dispensed),
    TreatmentStep.CONFIRM: (None, unclear.unclear_confirm),
    TreatmentStep.DAY: (take_day_text, unclear.unclear_day),
}
"""Who takes a text at each step, None if only taps are taken; and what is said to no text."""

router = Router(__name__)


@router.dialog(TreatmentDialog, access=staff_and_patient)
async def take_answer(
    turn: Turn, dialog: TreatmentDialog, found: tuple[StaffMember, Patient | None]
) -> None:
    staff, patient = found
    text = " ".join(turn.text.split())
    if patient is None:
        if not text:
            return turn.say(no_such_patient())
        return await offer_patients(turn, staff, text, tag=dialog.tag)
    photo = turn.message.photo if turn.message else ()
    if photo and dialog.step is TreatmentStep.SPOKEN_NAME:
        return await take_picture(turn, dialog, patient, text, photo[-1].file_id)
    take, unclear_answer = ANSWERS[dialog.step]
    if not text or take is None:
        return turn.say(unclear_answer())
    return await take(turn, dialog, patient, text)
