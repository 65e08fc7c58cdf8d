"""A running treatment: change the dose, record pills dispensed, or stop it."""

from dataclasses import replace

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescription
from bot.handlers.access.treatments import Entry, entry_at, running_treatment, treatment_to_stop
from bot.handlers.router import Router
from bot.handlers.treatments.details import ask_dispensed, ask_dose
from bot.handlers.treatments.dialog import TreatmentDialog, TreatmentStep, prescription_on
from bot.keyboards.treatments import ChooseTreatment, ChooseTreatmentAction, ConfirmTreatmentStop
from bot.services.adherence.course import Course
from bot.services.treatments import stop_treatment
from bot.texts.treatments import confirm as texts
from bot.texts.treatments.ask import choose_action as ask_action
from db.models import Patient, Treatment

router = Router(__name__)


@router.button(ChooseTreatment, access=running_treatment)
async def choose_treatment(
    turn: Turn, _press: ChooseTreatment, found: tuple[TreatmentDialog, Patient, Course]
) -> None:
    opened, patient, course = found
    dialog = replace(
        opened,
        step=TreatmentStep.ACTION,
        treatment=course.treatment_id,
        medicine_name=course.medicine_name,
        strip=course.strip_size,
        countable=course.countable,
        prescribed=prescription_on(course, local_day(turn.now)) or Prescription(),
    )
    turn.wait(dialog)
    return turn.rewrite(
        ask_action(
            name=patient.name,
            medicine=dialog.medicine_name,
            taken=dialog.prescribed,
            countable=dialog.countable,
            givable=dialog.is_dispensed,
            tag=dialog.tag,
        )
    )


@router.button(ChooseTreatmentAction, access=entry_at(TreatmentStep.ACTION))
async def choose_action(turn: Turn, press: ChooseTreatmentAction, entry: Entry) -> None:
    dialog, patient = entry
    match press.action:
        case "change":
            return ask_dose(turn, replace(dialog, action="change"))
        case "given" if dialog.is_dispensed:
            return await ask_dispensed(turn, replace(dialog, action="dispense"), patient)
        case "stop":
            return _ask_to_stop(turn, dialog, patient)
    return turn.say(texts.question_over())


def _ask_to_stop(turn: Turn, dialog: TreatmentDialog, patient: Patient) -> None:
    turn.wait(replace(dialog, step=TreatmentStep.STOP))
    turn.rewrite(
        texts.confirm_stop(
            name=patient.name,
            medicine=dialog.medicine_name,
            taken=dialog.prescribed,
            countable=dialog.countable,
            tag=dialog.tag,
        )
    )


@router.button(ConfirmTreatmentStop, access=treatment_to_stop)
async def confirm_stop(
    turn: Turn, press: ConfirmTreatmentStop, found: tuple[TreatmentDialog, Patient, Treatment]
) -> None:
    dialog, patient, treatment = found
    turn.stop_waiting()
    if press.answer == "no":
        return turn.rewrite(texts.nothing_recorded())
    if treatment.stopped_on is not None:
        return turn.say(texts.question_over())
    await stop_treatment(turn.session, treatment, actor=turn.actor, now=turn.now)
    turn.courses.invalidate(patient.id)
    return turn.rewrite(texts.stopped(name=patient.name, medicine=dialog.medicine_name))
