"""Which medicine was dispensed: reported by the ⚙️ button, or typed at any time."""

from collections.abc import Sequence
from fractions import Fraction

from bot.context import Turn
from bot.domain.reading.refills import Refill, read_refill
from bot.handlers.preferences.language import show_start
from bot.handlers.refills.access import course_option, course_to_report
from bot.handlers.refills.amount import read_back_pills
from bot.handlers.router import Router
from bot.keyboards.refills import ChooseRefillMedicine, StartRefillReport
from bot.services.adherence.course import Course
from bot.texts import menu as menu_texts
from bot.texts.pill_counts.question import nothing_to_count
from bot.texts.refills import report as texts
from db.queries.caregivers import patients_held_by

FLOWS_ASKING_FOR_A_NUMBER = (None, "count", "count_which")
"""While another flow runs, what is typed is an answer to it and no refill report."""

router = Router(__name__)


@router.button(StartRefillReport)
async def start_refill_report(turn: Turn, _press: StartRefillReport) -> None:
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
        return turn.say(nothing_to_count())
    pills = refill.pills if refill else None
    if len(courses) == 1:
        return _ask_or_read_back(turn, courses[0], pills, leader=False)
    turn.wait("refill", "medicine", leader=False, pills=str(pills) if pills else None)
    options = [course_option(course) for course in courses]
    return turn.say(texts.choose_medicine(options=options))


async def _countable_courses(turn: Turn) -> list[Course]:
    held = await patients_held_by(turn.session, turn.me.account_id)
    return [c for p in held for c in await turn.courses.of(p.id) if c.countable]


@router.button(ChooseRefillMedicine)
async def choose_medicine(turn: Turn, press: ChooseRefillMedicine) -> None:
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("refill", "medicine"):
        return turn.say(menu_texts.old_button())
    leader, pills = waiting.data["leader"], waiting.data.get("pills")
    course = await course_to_report(turn, press.patient, press.treatment, leader=leader)
    if course is None:
        turn.stop_waiting()
        return turn.say(menu_texts.old_button())
    return _ask_or_read_back(turn, course, Fraction(pills) if pills else None, leader=leader)


def _ask_or_read_back(turn: Turn, course: Course, pills: Fraction | None, *, leader: bool) -> None:
    turn.wait(
        "refill",
        "pills",
        patient=course.patient_id,
        treatment=course.treatment_id,
        leader=leader,
    )
    if not pills:
        return turn.say(texts.how_many(medicine=course.spoken_name))
    return read_back_pills(turn, course, pills)
