"""What a dialogue about a count remembers, and the patient or course that a button names."""

from typing import Any

from bot.context import Turn
from bot.services.adherence.course import Course
from bot.texts.caregivers import PhonePatient
from db.queries.caregivers import HeldPatient, patients_held_by


def waiting_data(turn: Turn) -> dict[str, Any]:
    """What the dialogue has stored so far."""
    return turn.me.waiting.data if turn.me.waiting else {}


def waiting_others(turn: Turn) -> list[PhonePatient]:
    """The other patients of the phone, as the dialogue remembers them."""
    return [PhonePatient(*other) for other in waiting_data(turn).get("others", [])]


async def held_patient(turn: Turn, patient_id: int) -> HeldPatient | None:
    """None if this phone may not act for them."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    return next((patient for patient in held if patient.id == patient_id), None)


async def held_course(turn: Turn, treatment_id: int) -> Course | None:
    """The course, of any patient this phone may act for."""
    for patient in await patients_held_by(turn.session, turn.me.account_id):
        if course := await turn.courses.one(patient.id, treatment_id):
            return course
    return None


async def waiting_course(turn: Turn) -> Course | None:
    """The course whose count the bot waits for; None if it waits for none, or the course ended."""
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "count":
        return None
    return await turn.courses.one(waiting.data["patient"], waiting.data["treatment"])


async def waiting_course_of(turn: Turn, treatment_id: int) -> Course | None:
    """The course of a pressed button, if its count is the one that the bot waits for."""
    course = await waiting_course(turn)
    return course if course is not None and course.treatment_id == treatment_id else None
