"""Staff see in words what will be stored; it is stored only after their yes."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.reading.dates import read_day
from bot.domain.schedule import local_day
from bot.handlers.router import Router
from bot.handlers.treatments.steps import (
    FLOW,
    data_at,
    day_in,
    patient_of_own_clinic,
    prescription_in,
)
from bot.keyboards.treatments import ChooseTreatmentDay, ConfirmMedicineEntry
from bot.services.adherence.course import Course
from bot.services.refills import day_of_same_dispensing, record_dispensing
from bot.services.treatments import start_treatment
from bot.texts.treatments import confirm as texts
from bot.texts.treatments.ask import day as ask_day
from bot.texts.treatments.unclear import unclear_day
from db.enums import CountSource

router = Router(__name__)


async def ask_confirmation(turn: Turn, data: dict[str, Any]) -> None:
    turn.wait(FLOW, "confirm", **data)
    day, already = day_in(data, local_day(turn.now)), None
    dispensed = Fraction(data.get("dispensed", 0))
    course = await _course_in_dialog(turn, data)
    if course is not None and data["action"] == "dispense":
        already = day_of_same_dispensing(course, dispensed, day)
    turn.say(
        texts.confirm(
            name=data["name"],
            medicine=data["medicine"],
            action=data["action"],
            taken=prescription_in(data),
            countable=data["countable"],
            spoken=data.get("spoken"),
            pictured=bool(data.get("photo")),
            dispensed=dispensed,
            on=day,
            already=already,
            tag=data["tag"],
        )
    )


@router.button(ChooseTreatmentDay)
async def choose_day(turn: Turn, press: ChooseTreatmentDay) -> None:
    data = data_at(turn, press.tag, "confirm", "day")
    if data is None:
        return turn.say(texts.question_over())
    if press.day == "ask":
        turn.wait(FLOW, "day", **data)
        return turn.say(ask_day(tag=data["tag"]))
    today = local_day(turn.now)
    day = today - timedelta(days=1) if press.day == "yesterday" else today
    return await _set_day(turn, data, day)


async def take_day_text(turn: Turn, data: dict[str, Any], text: str) -> None:
    day = read_day(text, local_day(turn.now))
    if day is None:
        return turn.say(unclear_day())
    return await _set_day(turn, data, day)


async def _set_day(turn: Turn, data: dict[str, Any], day: date) -> None:
    return await ask_confirmation(turn, {**data, "on": day.isoformat()})


@router.button(ConfirmMedicineEntry)
async def confirm_entry(turn: Turn, press: ConfirmMedicineEntry) -> None:
    data = data_at(turn, press.tag, "confirm")
    patient = await patient_of_own_clinic(turn, data["patient"]) if data else None
    if data is None or patient is None:
        return turn.say(texts.question_over())
    turn.stop_waiting()
    if press.answer == "no":
        return turn.rewrite(texts.nothing_recorded())
    treatment_id: int = data.get("treatment") or await _start_or_change(turn, data)
    if data["action"] == "change":
        await _start_or_change(turn, data)
    turn.courses.invalidate(patient.id)
    dispensed, dispensing_id = Fraction(data.get("dispensed", 0)), None
    course = await turn.courses.one(patient.id, treatment_id)
    if dispensed and course is not None:
        dispensing_id = await _dispense(turn, course, dispensed, day_in(data, local_day(turn.now)))
    return turn.rewrite(
        texts.recorded(name=data["name"], medicine=data["medicine"], dispensing=dispensing_id)
    )


async def _course_in_dialog(turn: Turn, data: dict[str, Any]) -> Course | None:
    """The course that is changed; None if it is only being started."""
    if not data.get("treatment"):
        return None
    return await turn.courses.one(data["patient"], data["treatment"])


async def _start_or_change(turn: Turn, data: dict[str, Any]) -> int:
    assert turn.me.staff is not None
    treatment = await start_treatment(
        turn.session,
        clinic_id=turn.me.staff.clinic_id,
        patient_id=data["patient"],
        medicine=data["medicine"],
        spoken_name=data.get("spoken"),
        photo=data.get("photo"),
        strip_size=data["strip"],
        countable=data["countable"],
        prescribed=prescription_in(data),
        dispensed=None,
        on=day_in(data, local_day(turn.now)),
        staff_id=turn.me.staff.id,
        now=turn.now,
    )
    return treatment.id


async def _dispense(turn: Turn, course: Course, quantity: Fraction, day: date) -> int:
    return await record_dispensing(
        turn.session,
        course,
        quantity,
        source=CountSource.CLINIC,
        on=day,
        actor=turn.actor,
        now=turn.now,
    )
