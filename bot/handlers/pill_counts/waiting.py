"""What a dialogue about a count remembers, and which patient or course a button names."""

from typing import Any

from bot.context import Turn
from bot.services.adherence.course import Course
from db.queries.caregivers import HeldPatient, patients_held_by

MOST_OTHERS = 3
"""Up to so many other patients of a phone get a button each under a question; if there are more,
one button opens the list of all."""


def course_params(course: Course) -> dict[str, Any]:
    """The params of every sentence about a count: the treatment, the patient, the medicine."""
    return {
        "treatment": course.treatment_id,
        "person": course.patient_name,
        "medicine": course.spoken_name,
    }


def question_params(turn: Turn, course: Course) -> dict[str, Any]:
    """The params of a question with the number pad."""
    others = waiting_data(turn).get("others", [])
    return {
        **course_params(course),
        "photo": course.photo,
        "others": others if len(others) <= MOST_OTHERS else [],
        "many": len(others) > MOST_OTHERS,
        "last": str(course.last.remaining) if course.last else None,
    }


def waiting_data(turn: Turn) -> dict[str, Any]:
    """What the dialogue has stored so far."""
    return turn.me.waiting.data if turn.me.waiting else {}


async def patient_of_button(turn: Turn) -> HeldPatient | None:
    """The patient that the pressed button names, if this phone may act for them."""
    held = {str(p.id): p for p in await patients_held_by(turn.session, turn.me.account_id)}
    return held.get(turn.pressed[0]) if turn.pressed else None


async def course_of_button(turn: Turn) -> Course | None:
    """The course that the pressed button names, of any patient this phone may act for."""
    wanted = turn.pressed_number()
    for patient in await patients_held_by(turn.session, turn.me.account_id):
        if course := await turn.courses.one(patient.id, wanted):
            return course
    return None


async def waiting_course(turn: Turn) -> Course | None:
    """The course whose count the bot waits for; None if it waits for none, or the course ended."""
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "count":
        return None
    return await turn.courses.one(waiting.data["patient"], waiting.data["treatment"])


async def waiting_course_of_button(turn: Turn) -> Course | None:
    """The course of a pressed button, if its count is the one that the bot waits for."""
    course = await waiting_course(turn)
    if course is None or turn.pressed[:1] != [str(course.treatment_id)]:
        return None
    return course
