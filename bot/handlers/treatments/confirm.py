"""What will be stored is shown in words; it is stored on a yes, and not before."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.reading.dates import read_day
from bot.domain.schedule import local_day
from bot.handlers.treatments.steps import FLOW, data_at, day_in, own_patient, prescribed_in
from bot.services.adherence.course import Course
from bot.services.refills import noted_before, record_dispensing
from bot.services.treatments import start_treatment
from db.enums import CountSource

SHOWN = (
    *("name", "medicine", "deed", "spoken", "tag"),
    *("countable", "dose", "pattern", "every", "week"),
)


async def ask_confirmation(turn: Turn, data: dict[str, Any]) -> None:
    turn.wait(FLOW, "confirm", **data)
    day, already = day_in(data, local_day(turn.now)), None
    course = await _course(turn, data)
    if course is not None and data["deed"] == "given":
        already = noted_before(course, Fraction(data["given"]), day)
    shown: dict[str, Any] = {name: data.get(name) for name in SHOWN}
    shown |= {"pictured": bool(data.get("photo")), "given": data.get("given", "0")}
    shown |= {"on": day.isoformat(), "already": already.isoformat() if already else None}
    turn.say("treatments.confirm", **shown)


async def day_chosen(turn: Turn) -> None:
    data = data_at(turn, "confirm", "day")
    if data is None:
        return turn.say("treatments.over")
    if turn.pressed[0] == "ask":
        turn.wait(FLOW, "day", **data)
        return turn.say("treatments.day", tag=data["tag"])
    back = {"today": 0, "yesterday": 1}.get(turn.pressed[0], 0)
    return await day_is(turn, data, local_day(turn.now) - timedelta(days=back))


async def day_typed(turn: Turn, data: dict[str, Any], text: str) -> None:
    day = read_day(text, local_day(turn.now))
    if day is None:
        return turn.say("treatments.unclear_day")
    return await day_is(turn, data, day)


async def day_is(turn: Turn, data: dict[str, Any], day: date) -> None:
    return await ask_confirmation(turn, {**data, "on": day.isoformat()})


async def confirmed(turn: Turn) -> None:
    data = data_at(turn, "confirm")
    patient = await own_patient(turn, data["patient"]) if data else None
    if data is None or patient is None:
        return turn.say("treatments.over")
    turn.done_waiting()
    if turn.pressed[0] != "yes":
        return turn.rewrite("treatments.dropped")
    treatment_id: int = data.get("treatment") or await _start(turn, data)
    if data["deed"] == "change":
        await _start(turn, data)
    turn.courses.forget(patient.id)
    given, number = Fraction(data.get("given", 0)), None
    course = await turn.courses.one(patient.id, treatment_id)
    if given and course is not None:
        number = await _hand_out(turn, course, given, day_in(data, local_day(turn.now)))
    return turn.rewrite(
        "treatments.recorded", name=data["name"], medicine=data["medicine"], dispensing=number
    )


async def _course(turn: Turn, data: dict[str, Any]) -> Course | None:
    """The course that is changed; None: it is only being started."""
    if not data.get("treatment"):
        return None
    return await turn.courses.one(data["patient"], data["treatment"])


async def _start(turn: Turn, data: dict[str, Any]) -> int:
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
        prescribed=prescribed_in(data),
        dispensed=None,
        on=day_in(data, local_day(turn.now)),
        staff_id=turn.me.staff.id,
        now=turn.now,
    )
    return treatment.id


async def _hand_out(turn: Turn, course: Course, given: Fraction, day: date) -> int:
    return await record_dispensing(
        turn.session,
        course,
        given,
        source=CountSource.CLINIC,
        on=day,
        actor=turn.actor,
        now=turn.now,
    )
