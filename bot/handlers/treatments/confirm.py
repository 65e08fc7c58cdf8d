"""Staff see in words what will be stored; it is stored only after their yes."""

from dataclasses import replace
from datetime import timedelta

from bot.context import Turn
from bot.domain.reading.dates import read_day
from bot.domain.schedule import local_day
from bot.handlers.access.treatments import Entry, entry_at
from bot.handlers.router import Router
from bot.handlers.treatments.dialog import TreatmentDialog, TreatmentStep
from bot.keyboards.treatments import ChooseTreatmentDay, ConfirmMedicineEntry
from bot.services.adherence.course import Course
from bot.services.refills import day_of_same_dispensing, record_dispensing
from bot.services.treatments import start_treatment
from bot.texts.treatments import confirm as texts
from bot.texts.treatments.ask import day as ask_day
from bot.texts.treatments.unclear import unclear_day
from db.enums import CountSource
from db.models import Patient

router = Router(__name__)


async def ask_confirmation(turn: Turn, dialog: TreatmentDialog, patient: Patient) -> None:
    turn.wait(replace(dialog, step=TreatmentStep.CONFIRM))
    day, already = dialog.on or local_day(turn.now), None
    course = await _course(turn, patient, dialog.treatment)
    if course is not None and dialog.action == "dispense":
        already = day_of_same_dispensing(course, dialog.dispensed, day)
    turn.say(
        texts.confirm(
            name=patient.name,
            medicine=dialog.medicine_name,
            action=dialog.action,
            taken=dialog.prescribed,
            countable=dialog.countable,
            spoken=dialog.spoken,
            pictured=bool(dialog.photo),
            dispensed=dialog.dispensed,
            on=day,
            already=already,
            tag=dialog.tag,
        )
    )


async def _course(turn: Turn, patient: Patient, treatment_id: int | None) -> Course | None:
    """None if there is none yet, or if it was stopped."""
    courses = await turn.courses.of(patient.id)
    return next((course for course in courses if course.treatment_id == treatment_id), None)


@router.button(ChooseTreatmentDay, access=entry_at(TreatmentStep.CONFIRM, TreatmentStep.DAY))
async def choose_day(turn: Turn, press: ChooseTreatmentDay, entry: Entry) -> None:
    dialog, patient = entry
    if press.day == "ask":
        turn.wait(replace(dialog, step=TreatmentStep.DAY))
        return turn.say(ask_day(tag=dialog.tag))
    day = local_day(turn.now) - timedelta(days=press.day == "yesterday")
    return await ask_confirmation(turn, replace(dialog, on=day), patient)


async def take_day_text(turn: Turn, dialog: TreatmentDialog, patient: Patient, text: str) -> None:
    day = read_day(text, local_day(turn.now))
    if day is None:
        return turn.say(unclear_day())
    return await ask_confirmation(turn, replace(dialog, on=day), patient)


@router.button(ConfirmMedicineEntry, access=entry_at(TreatmentStep.CONFIRM))
async def confirm_entry(turn: Turn, press: ConfirmMedicineEntry, entry: Entry) -> None:
    dialog, patient = entry
    turn.stop_waiting()
    if press.answer == "no":
        return turn.rewrite(texts.nothing_recorded())
    treatment_id, dispensing_id = dialog.treatment, None
    if dialog.action != "dispense":
        treatment_id = await _start_or_change(turn, dialog, patient)
    turn.courses.invalidate(patient.id)
    course = await _course(turn, patient, treatment_id)
    if course is None:
        return turn.say(texts.question_over())
    if dialog.dispensed:
        dispensing_id = await record_dispensing(
            turn.session,
            course,
            dialog.dispensed,
            source=CountSource.CLINIC,
            on=dialog.on,
            actor=turn.actor,
            now=turn.now,
        )
    return turn.rewrite(
        texts.recorded(name=patient.name, medicine=dialog.medicine_name, dispensing=dispensing_id)
    )


async def _start_or_change(turn: Turn, dialog: TreatmentDialog, patient: Patient) -> int:
    treatment = await start_treatment(
        turn.session,
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        medicine=dialog.medicine_name,
        spoken_name=dialog.spoken,
        photo=dialog.photo,
        strip_size=dialog.strip,
        countable=dialog.countable,
        prescribed=dialog.prescribed,
        on=dialog.on,
        actor=turn.actor,
        now=turn.now,
    )
    return treatment.id
