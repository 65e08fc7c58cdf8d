"""The question: one medicine at a time, always saying whose."""

from typing import Any

from bot.context import Turn
from bot.handlers.language import begin_here
from bot.services.pills.counting import CORRECT_WITHIN
from bot.services.pills.courses import Course
from bot.services.pills.reminding import postpone
from db.queries.people import patients_held_by


async def begin(turn: Turn) -> None:
    """The 💊 key: the medicines of the person this phone speaks of, one after another."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await begin_here(turn)
    if turn.me.patient_id is None:
        return turn.say("family.choose", people=[[p.id, p.name] for p in held])
    return await ask_all(turn, turn.me.patient_id)


async def pressed_count(turn: Turn) -> None:
    """The button under a reminder, which names its patient."""
    held = {str(p.id): p.id for p in await patients_held_by(turn.session, turn.me.account_id)}
    patient_id = held.get(turn.pressed[0]) if turn.pressed else None
    if patient_id is None:
        return turn.say("menu.old_button")
    return await ask_all(turn, patient_id)


async def ask_all(turn: Turn, patient_id: int) -> None:
    courses = [c for c in await turn.courses.of(patient_id) if c.countable]
    if not courses:
        return turn.say("pills.nothing_to_count")
    queue = [c.treatment_id for c in courses[1:]]
    return ask(turn, courses[0], queue)


def ask(turn: Turn, course: Course, queue: list[int], **more: Any) -> None:
    """Wait for the count of this medicine; `queue` holds the treatments to ask about next."""
    turn.wait(
        "count",
        "remaining",
        patient=course.patient_id,
        treatment=course.treatment_id,
        queue=queue,
        **more,
    )
    turn.say("pills.ask", **named(course))


def named(course: Course) -> dict[str, Any]:
    """What every sentence about a count says: whose pills, of what."""
    return {
        "treatment": course.treatment_id,
        "person": course.patient_name,
        "medicine": course.spoken_name,
    }


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
    held = await patients_held_by(turn.session, turn.me.account_id)
    wanted = int(turn.pressed[0]) if turn.pressed and turn.pressed[0].isdigit() else 0
    for patient in held:
        course = await turn.courses.one(patient.id, wanted)
        if course is None:
            continue
        if course.last is None or turn.now - course.last.at > CORRECT_WITHIN:
            return turn.say("pills.too_late_to_correct")
        return ask(turn, course, [], corrects=course.last.id)
    return turn.say("menu.old_button")


async def later(turn: Turn) -> None:
    held = {str(p.id): p.id for p in await patients_held_by(turn.session, turn.me.account_id)}
    patient_id = held.get(turn.pressed[0]) if turn.pressed else None
    if patient_id is None:
        return turn.say("menu.old_button")
    await postpone(turn.session, patient_id, now=turn.now)
    return turn.rewrite("pills.tomorrow")
