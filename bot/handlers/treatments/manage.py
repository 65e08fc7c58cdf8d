"""A medicine that is taken already: another dose, handed out again, stopped."""

from typing import Any

from bot.context import Turn
from bot.domain.adherence import regimen_on
from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescribed
from bot.handlers.treatments.dispense import ask_given
from bot.handlers.treatments.dose import ask_dose
from bot.handlers.treatments.steps import FLOW, data_at, in_words, number_in
from bot.services.treatments import stop_treatment
from db.enums import Pattern
from db.queries.stock import treatment_of_clinic


async def treatment_chosen(turn: Turn) -> None:
    data = data_at(turn, "what")
    if data is None:
        return turn.say("treatments.over")
    course = await turn.courses.one(data["patient"], number_in(turn.pressed[0]))
    if course is None:
        return turn.say("treatments.over")
    regimen = regimen_on(course.regimens, local_day(turn.now)) or Prescribed()
    data = {
        **data,
        **in_words(regimen),
        "treatment": course.treatment_id,
        "medicine": course.medicine_name,
        "strip": course.strip_size,
        "countable": course.countable,
    }
    turn.wait(FLOW, "deed", **data)
    return turn.rewrite("treatments.deeds", **_shown(data), givable=_is_handed_out(data))


def _shown(data: dict[str, Any]) -> dict[str, Any]:
    wanted = ("name", "medicine", "countable", "dose", "pattern", "every", "week", "tag")
    return {name: data[name] for name in wanted}


def _is_handed_out(data: dict[str, Any]) -> bool:
    return bool(data["countable"]) or data["pattern"] == Pattern.EVERY_DAYS


async def deed_chosen(turn: Turn) -> None:
    data = data_at(turn, "deed")
    match turn.pressed[0] if data else "":
        case "change" if data:
            return ask_dose(turn, {**data, "deed": "change"})
        case "given" if data and _is_handed_out(data):
            return await ask_given(turn, {**data, "deed": "given"})
        case "stop" if data:
            turn.wait(FLOW, "stop", **data)
            return turn.rewrite("treatments.confirm_stop", **_shown(data))
    return turn.say("treatments.over")


async def stop_answered(turn: Turn) -> None:
    data, staff = data_at(turn, "stop"), turn.me.staff
    if data is None or staff is None:
        return turn.say("treatments.over")
    turn.done_waiting()
    if turn.pressed[0] != "yes":
        return turn.rewrite("treatments.dropped")
    treatment = await treatment_of_clinic(turn.session, staff.clinic_id, data["treatment"])
    if treatment is None or treatment.stopped_on is not None:
        return turn.say("treatments.over")
    await stop_treatment(turn.session, treatment, staff_id=staff.id, now=turn.now)
    turn.courses.forget(treatment.patient_id)
    return turn.rewrite("treatments.stopped", name=data["name"], medicine=data["medicine"])
