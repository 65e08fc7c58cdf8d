"""A running treatment: change the dose, record pills dispensed, or stop it."""

from typing import Any

from bot.context import Turn
from bot.domain.adherence import regimen_on
from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescription
from bot.handlers.treatments.dispense import ask_dispensed
from bot.handlers.treatments.dose import ask_dose
from bot.handlers.treatments.steps import FLOW, data_at, regimen_params
from bot.services.treatments import stop_treatment
from db.enums import Pattern
from db.queries.treatments import treatment_of_clinic


async def choose_treatment(turn: Turn) -> None:
    data = data_at(turn, "treatment")
    if data is None:
        return turn.say("treatments.question_over")
    course = await turn.courses.one(data["patient"], turn.pressed_number())
    if course is None:
        return turn.say("treatments.question_over")
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
    return turn.rewrite("treatments.choose_action", **_shown(data), givable=_is_dispensed(data))


def _shown(data: dict[str, Any]) -> dict[str, Any]:
    wanted = ("name", "medicine", "countable", "dose", "pattern", "every", "week", "tag")
    return {name: data[name] for name in wanted}


def _is_dispensed(data: dict[str, Any]) -> bool:
    return bool(data["countable"]) or data["pattern"] == Pattern.EVERY_DAYS


async def choose_action(turn: Turn) -> None:
    data = data_at(turn, "action")
    match turn.pressed[0] if data else "":
        case "change" if data:
            return ask_dose(turn, {**data, "action": "change"})
        case "given" if data and _is_dispensed(data):
            return await ask_dispensed(turn, {**data, "action": "dispense"})
        case "stop" if data:
            turn.wait(FLOW, "stop", **data)
            return turn.rewrite("treatments.confirm_stop", **_shown(data))
    return turn.say("treatments.question_over")


async def confirm_stop(turn: Turn) -> None:
    data, staff = data_at(turn, "stop"), turn.me.staff
    if data is None or staff is None:
        return turn.say("treatments.question_over")
    turn.stop_waiting()
    if turn.pressed[0] != "yes":
        return turn.rewrite("treatments.nothing_recorded")
    treatment = await treatment_of_clinic(turn.session, staff.clinic_id, data["treatment"])
    if treatment is None or treatment.stopped_on is not None:
        return turn.say("treatments.question_over")
    await stop_treatment(turn.session, treatment, staff_id=staff.id, now=turn.now)
    turn.courses.invalidate(treatment.patient_id)
    return turn.rewrite("treatments.stopped", name=data["name"], medicine=data["medicine"])
