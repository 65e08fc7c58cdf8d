"""The question about one medicine at a time, which always names the patient; also postponed."""

from typing import Any

from bot.context import Turn
from bot.handlers.pill_counts.waiting import (
    course_of_button,
    patient_of_button,
    question_params,
)
from bot.handlers.preferences.language import show_start
from bot.services.adherence.course import Course
from bot.services.onboarding.members import switch_patient
from bot.services.pill_counts.record import CORRECT_WITHIN
from bot.services.reminders.counts import postpone_reminder
from db.queries.caregivers import patients_held_by


async def start_count(turn: Turn) -> None:
    """The 💊 key: ask for each medicine of the patient this phone acts for, one after another."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await show_start(turn)
    if turn.me.patient_id is None:
        return turn.say("caregivers.choose_patient", people=[[p.id, p.name] for p in held])
    return await ask_all_counts(turn, turn.me.patient_id)


async def start_count_of_patient(turn: Turn) -> None:
    """The button under a reminder; it carries the patient."""
    patient = await patient_of_button(turn)
    if patient is None:
        return turn.say("menu.old_button")
    return await ask_all_counts(turn, patient.id)


async def switch_person_of_count(turn: Turn) -> None:
    """The button with another patient's name: ask about that patient from now on."""
    patient = await patient_of_button(turn)
    if patient is None:
        return turn.say("menu.old_button")
    await switch_patient(turn.session, turn.me.account_id, patient.id)
    turn.switch_patient(patient.id, patient.programme, patient.role)
    turn.stop_waiting()
    turn.rewrite("caregivers.patient_chosen", name=patient.name)
    return await ask_all_counts(turn, patient.id)


async def ask_all_counts(turn: Turn, patient_id: int) -> None:
    courses = [c for c in await turn.courses.of(patient_id) if c.countable]
    if not courses:
        return turn.say("pill_counts.nothing_to_count")
    queue = [c.treatment_id for c in courses[1:]]
    return await ask_count(turn, courses[0], queue)


async def ask_count(turn: Turn, course: Course, queue: list[int], **more: Any) -> None:
    """Ask for the count of this medicine; `queue` holds the treatments to ask about after it."""
    if "others" not in more:
        more["others"] = await _other_patients(turn, course)
    more["asked_at"] = int(turn.now.timestamp())
    turn.wait(
        "count",
        "remaining",
        patient=course.patient_id,
        treatment=course.treatment_id,
        queue=queue,
        **more,
    )
    turn.say("pill_counts.ask", everywhere="corrects" in more, **question_params(turn, course))


async def _other_patients(turn: Turn, course: Course) -> list[list[Any]]:
    """The other patients this phone may act for: (id, name)."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if course.patient_id not in [patient.id for patient in held]:
        return []
    return [[p.id, p.name] for p in held if p.id != course.patient_id]


async def correct_count(turn: Turn) -> None:
    """The ✏️ button under an answer: ask for the last count of that medicine again."""
    course = await course_of_button(turn)
    if course is None:
        return turn.say("menu.old_button")
    if course.last is None or turn.now - course.last.at > CORRECT_WITHIN:
        return turn.say("pill_counts.too_late_to_correct")
    return await ask_count(turn, course, [], corrects=course.last.id)


async def postpone_count(turn: Turn) -> None:
    """The ⏰ button: ask again tomorrow."""
    patient = await patient_of_button(turn)
    if patient is None:
        return turn.say("menu.old_button")
    await postpone_reminder(turn.session, patient.id, now=turn.now)
    _stop_waiting_for_count(turn, patient.id)
    return turn.rewrite("pill_counts.postponed")


async def postpone_count_in_words(turn: Turn, course: Course) -> None:
    """ "बाद में" (later) in place of a number: ask again tomorrow."""
    await postpone_reminder(turn.session, course.patient_id, now=turn.now)
    _stop_waiting_for_count(turn, course.patient_id)
    return turn.say("pill_counts.postponed")


def _stop_waiting_for_count(turn: Turn, patient_id: int) -> None:
    waiting = turn.me.waiting
    if waiting is not None and waiting.flow == "count" and waiting.data["patient"] == patient_id:
        turn.stop_waiting()
