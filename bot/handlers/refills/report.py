"""Which medicine was dispensed: reported by the ⚙️ button, or typed at any time."""

from collections.abc import Sequence

from bot.context import Turn
from bot.domain.reading.refills import Refill, read_refill
from bot.handlers.preferences.language import show_start
from bot.handlers.refills.access import course_option, course_params, course_to_report
from bot.handlers.refills.amount import ask_pills, read_back_pills
from bot.services.adherence.course import Course
from db.queries.caregivers import patients_held_by

FLOWS_ASKING_FOR_A_NUMBER = (None, "count", "count_which")
"""While another flow runs, what is typed is an answer to it and no refill report."""


async def start_refill_report(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await show_start(turn)
    return await _ask_medicine(turn, await _countable_courses(turn), None)


async def take_typed_refill(turn: Turn) -> bool:
    """Start a report if what was typed says that new medicine came; return whether it did."""
    waiting = turn.me.waiting
    flow = waiting.flow if waiting else None
    if flow not in FLOWS_ASKING_FOR_A_NUMBER or (waiting and waiting.step == "refill"):
        return False
    if turn.me.patient_id is None or turn.me.staff is not None:
        return False
    if read_refill(turn.text) is None:
        return False
    courses = await _countable_courses(turn)
    sizes = {course.strip_size for course in courses}
    refill = read_refill(turn.text, strip=sizes.pop() if len(sizes) == 1 else None)
    if not courses or refill is None:
        return False
    await _ask_medicine(turn, courses, refill)
    return True


async def _ask_medicine(turn: Turn, courses: Sequence[Course], refill: Refill | None) -> None:
    if not courses:
        return turn.say("pill_counts.nothing_to_count")
    pills = refill.pills if refill else None
    if len(courses) == 1:
        return await _ask_or_read_back(
            turn, courses[0], str(pills) if pills else None, leader=False
        )
    turn.wait("refill", "medicine", leader=False, pills=str(pills) if pills else None)
    return turn.say("refills.choose_medicine", options=list(map(course_option, courses)))


async def _countable_courses(turn: Turn) -> list[Course]:
    held = await patients_held_by(turn.session, turn.me.account_id)
    return [c for p in held for c in await turn.courses.of(p.id) if c.countable]


async def choose_medicine(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("refill", "medicine"):
        return turn.say("menu.old_button")
    leader = waiting.data["leader"]
    patient, treatment = turn.pressed_number(), turn.pressed_number(1)
    course = await course_to_report(turn, patient, treatment, leader=leader)
    if course is None:
        turn.stop_waiting()
        return turn.say("menu.old_button")
    return await _ask_or_read_back(turn, course, waiting.data.get("pills"), leader=leader)


async def _ask_or_read_back(turn: Turn, course: Course, pills: str | None, *, leader: bool) -> None:
    turn.wait(
        "refill",
        "pills",
        patient=course.patient_id,
        treatment=course.treatment_id,
        leader=leader,
    )
    if pills is None:
        return ask_pills(turn, **course_params(course))
    return read_back_pills(turn, course, pills)
