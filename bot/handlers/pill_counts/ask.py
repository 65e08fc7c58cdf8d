"""The question: one medicine at a time, always saying whose."""

from typing import Any

from bot.context import Turn
from bot.handlers.preferences.language import begin_here
from bot.services.adherence.course import Course
from bot.services.onboarding.members import switch_to
from bot.services.pill_counts.record import CORRECT_WITHIN
from bot.services.reminders.counts import postpone
from db.queries.people import HeldPatient, patients_held_by

BESIDE = 3
"""So many other people of a phone are offered under a question; beyond, the list of all."""


async def begin(turn: Turn) -> None:
    """The 💊 key: the medicines of the person this phone speaks of, one after another."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await begin_here(turn)
    if turn.me.patient_id is None:
        return turn.say("caregivers.choose", people=[[p.id, p.name] for p in held])
    return await ask_all(turn, turn.me.patient_id)


async def pressed_count(turn: Turn) -> None:
    """The button under a reminder, which names its patient."""
    patient = await held_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    return await ask_all(turn, patient.id)


async def switched(turn: Turn) -> None:
    """Another person's name under the question: from now on it is about them."""
    patient = await held_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    await switch_to(turn.session, turn.me.account_id, patient.id)
    turn.speaks_of(patient.id, patient.programme, patient.role)
    turn.done_waiting()
    turn.rewrite("caregivers.now", name=patient.name)
    return await ask_all(turn, patient.id)


async def ask_all(turn: Turn, patient_id: int) -> None:
    courses = [c for c in await turn.courses.of(patient_id) if c.countable]
    if not courses:
        return turn.say("pill_counts.nothing_to_count")
    queue = [c.treatment_id for c in courses[1:]]
    return await ask(turn, courses[0], queue)


async def ask(turn: Turn, course: Course, queue: list[int], **more: Any) -> None:
    """Wait for the count of this medicine; `queue` holds the treatments to ask about next."""
    if "others" not in more:
        more["others"] = await _others(turn, course)
    more["at"] = int(turn.now.timestamp())
    turn.wait(
        "count",
        "remaining",
        patient=course.patient_id,
        treatment=course.treatment_id,
        queue=queue,
        **more,
    )
    turn.say("pill_counts.ask", everywhere="corrects" in more, **question(turn, course))


async def _others(turn: Turn, course: Course) -> list[list[Any]]:
    """The other people of this phone: (id, name)."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if course.patient_id not in [patient.id for patient in held]:
        return []
    return [[p.id, p.name] for p in held if p.id != course.patient_id]


def named(course: Course) -> dict[str, Any]:
    """What every sentence about a count says: whose pills, of what."""
    return {
        "treatment": course.treatment_id,
        "person": course.patient_name,
        "medicine": course.spoken_name,
    }


def question(turn: Turn, course: Course) -> dict[str, Any]:
    """What stands in a question with the number pad."""
    others = said_so_far(turn).get("others", [])
    return {
        **named(course),
        "photo": course.photo,
        "others": others if len(others) <= BESIDE else [],
        "many": len(others) > BESIDE,
        "last": str(course.last.remaining) if course.last else None,
    }


def said_so_far(turn: Turn) -> dict[str, Any]:
    return turn.me.waiting.data if turn.me.waiting else {}


async def held_patient(turn: Turn) -> HeldPatient | None:
    """The patient that the pressed button names, if this phone may speak for them."""
    held = {str(p.id): p for p in await patients_held_by(turn.session, turn.me.account_id)}
    return held.get(turn.pressed[0]) if turn.pressed else None


async def held_course(turn: Turn) -> Course | None:
    """The course that the pressed button names, of anybody this phone may speak for."""
    wanted = int(turn.pressed[0]) if turn.pressed and turn.pressed[0].isdecimal() else 0
    for patient in await patients_held_by(turn.session, turn.me.account_id):
        if course := await turn.courses.one(patient.id, wanted):
            return course
    return None


async def waiting_course(turn: Turn) -> Course | None:
    """The course that the bot waits for; None when it waits for something else, or it stopped."""
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "count":
        return None
    return await turn.courses.one(waiting.data["patient"], waiting.data["treatment"])


async def pressed_course(turn: Turn) -> Course | None:
    """The course of a pressed button, if it is the one being asked about."""
    course = await waiting_course(turn)
    if course is None or turn.pressed[:1] != [str(course.treatment_id)]:
        return None
    return course


async def fix(turn: Turn) -> None:
    """✏️ under an answer: the last count of that medicine is given once more."""
    course = await held_course(turn)
    if course is None:
        return turn.say("menu.old_button")
    if course.last is None or turn.now - course.last.at > CORRECT_WITHIN:
        return turn.say("pill_counts.too_late_to_correct")
    return await ask(turn, course, [], corrects=course.last.id)


async def later(turn: Turn) -> None:
    patient = await held_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    await postpone(turn.session, patient.id, now=turn.now)
    _forget_question(turn, patient.id)
    return turn.rewrite("pill_counts.tomorrow")


async def put_off(turn: Turn, course: Course) -> None:
    """ "बाद में" where a number was asked for: asked once more, tomorrow."""
    await postpone(turn.session, course.patient_id, now=turn.now)
    _forget_question(turn, course.patient_id)
    return turn.say("pill_counts.tomorrow")


def _forget_question(turn: Turn, patient_id: int) -> None:
    waiting = turn.me.waiting
    if waiting is not None and waiting.flow == "count" and waiting.data["patient"] == patient_id:
        turn.done_waiting()
