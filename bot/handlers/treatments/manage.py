"""A running treatment: change the dose, record pills dispensed, or stop it."""

from typing import Any

from bot.context import Turn
from bot.domain.adherence import regimen_on
from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescription
from bot.handlers.router import Router
from bot.handlers.treatments.dispense import ask_dispensed
from bot.handlers.treatments.dose import ask_dose
from bot.handlers.treatments.steps import FLOW, data_at, prescription_in, regimen_params
from bot.keyboards.treatments import (
    ChooseTreatment,
    ChooseTreatmentAction,
    ConfirmTreatmentStop,
)
from bot.services.treatments import stop_treatment
from bot.texts.treatments import confirm as texts
from bot.texts.treatments.ask import choose_action as ask_action
from db.enums import Pattern
from db.queries.treatments import treatment_of_clinic

router = Router(__name__)


@router.button(ChooseTreatment)
async def choose_treatment(turn: Turn, press: ChooseTreatment) -> None:
    data = data_at(turn, press.tag, "treatment")
    if data is None:
        return turn.say(texts.question_over())
    course = await turn.courses.one(data["patient"], press.treatment)
    if course is None:
        return turn.say(texts.question_over())
    regimen = regimen_on(course.regimens, local_day(turn.now)) or Prescription()
    data = {
        **data,
        **regimen_params(regimen),
        "treatment": course.treatment_id,
        "medicine": course.medicine_name,
        "strip": course.strip_size,
        "countable": course.countable,
    }
    turn.wait(FLOW, "action", **data)
    return turn.rewrite(
        ask_action(
            name=data["name"],
            medicine=data["medicine"],
            taken=prescription_in(data),
            countable=data["countable"],
            givable=_is_dispensed(data),
            tag=data["tag"],
        )
    )


def _is_dispensed(data: dict[str, Any]) -> bool:
    return bool(data["countable"]) or data["pattern"] == Pattern.EVERY_DAYS


@router.button(ChooseTreatmentAction)
async def choose_action(turn: Turn, press: ChooseTreatmentAction) -> None:
    data = data_at(turn, press.tag, "action")
    if data is None:
        return turn.say(texts.question_over())
    match press.action:
        case "change":
            return ask_dose(turn, {**data, "action": "change"})
        case "given" if _is_dispensed(data):
            return await ask_dispensed(turn, {**data, "action": "dispense"})
        case "stop":
            return _ask_to_stop(turn, data)
    return turn.say(texts.question_over())


def _ask_to_stop(turn: Turn, data: dict[str, Any]) -> None:
    turn.wait(FLOW, "stop", **data)
    turn.rewrite(
        texts.confirm_stop(
            name=data["name"],
            medicine=data["medicine"],
            taken=prescription_in(data),
            countable=data["countable"],
            tag=data["tag"],
        )
    )


@router.button(ConfirmTreatmentStop)
async def confirm_stop(turn: Turn, press: ConfirmTreatmentStop) -> None:
    data, staff = data_at(turn, press.tag, "stop"), turn.me.staff
    if data is None or staff is None:
        return turn.say(texts.question_over())
    turn.stop_waiting()
    if press.answer == "no":
        return turn.rewrite(texts.nothing_recorded())
    treatment = await treatment_of_clinic(turn.session, staff.clinic_id, data["treatment"])
    if treatment is None or treatment.stopped_on is not None:
        return turn.say(texts.question_over())
    await stop_treatment(turn.session, treatment, staff_id=staff.id, now=turn.now)
    turn.courses.invalidate(treatment.patient_id)
    return turn.rewrite(texts.stopped(name=data["name"], medicine=data["medicine"]))
