"""Which medicine was dispensed: reported by the ⚙️ button, or typed at any time."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from bot.context import Turn
from bot.domain.reading.refills import read_refill
from bot.handlers.access.refills import CourseToReport, offered_course
from bot.handlers.access.rules import anyone
from bot.handlers.pill_counts.dialog import CountDialog, CountedMedicineDialog, CountStep
from bot.handlers.preferences.language import show_start
from bot.handlers.refills.amount import ask_or_read_back
from bot.handlers.refills.dialog import RefillChoice, RefillChoiceDialog
from bot.handlers.router import Router
from bot.keyboards.refills import ChooseRefillMedicine, StartRefillReport
from bot.services.adherence.course import Course
from bot.texts.pill_counts.question import nothing_to_count
from bot.texts.refills import report as texts
from bot.texts.refills.report import RefillOption
from bot.texts.sentences import Message
from db.queries.caregivers import patients_held_by

router = Router(__name__)


@router.button(StartRefillReport, access=anyone)
async def start_refill_report(turn: Turn, _press: StartRefillReport) -> None:
    if not await patients_held_by(turn.session, turn.me.account_id):
        return await show_start(turn)
    return _ask_medicine(turn, await _countable_courses(turn), None)


async def take_typed_refill(turn: Turn) -> bool:
    """Start a report if what was typed says that new medicine came; return whether it did."""
    if turn.me.patient_id is None or turn.me.staff is not None:
        return False
    if read_refill(turn.text) is None or _answers_a_question(turn):
        return False
    courses = await _countable_courses(turn)
    sizes = {course.strip_size for course in courses}
    refill = read_refill(turn.text, strip=sizes.pop() if len(sizes) == 1 else None)
    if not courses or refill is None:
        return False
    _ask_medicine(turn, courses, refill.pills)
    return True


def _answers_a_question(turn: Turn) -> bool:
    """In any other dialogue than a count's, or where a count asks for a refill itself."""
    dialog = turn.dialog
    if isinstance(dialog, CountDialog):
        return dialog.step is CountStep.REFILL
    return dialog is not None and not isinstance(dialog, CountedMedicineDialog)


def _ask_medicine(turn: Turn, courses: Sequence[Course], pills: Fraction | None) -> None:
    if not courses:
        return turn.say(nothing_to_count())
    if len(courses) == 1:
        return ask_or_read_back(turn, courses[0], pills, leader=False)
    turn.wait(RefillChoiceDialog(RefillChoice.MEDICINE, pills=pills))
    return turn.say(which_medicine(courses))


def which_medicine(courses: Iterable[Course]) -> Message:
    return texts.choose_medicine(
        options=[
            RefillOption(c.patient_id, c.treatment_id, f"{c.patient_name}: {c.spoken_name}")
            for c in courses
        ]
    )


async def _countable_courses(turn: Turn) -> list[Course]:
    held = await patients_held_by(turn.session, turn.me.account_id)
    return [c for p in held for c in await turn.courses.of(p.id) if c.countable]


@router.button(ChooseRefillMedicine, access=offered_course)
async def choose_medicine(
    turn: Turn, _press: ChooseRefillMedicine, found: tuple[RefillChoiceDialog, CourseToReport]
) -> None:
    dialog, reported = found
    return ask_or_read_back(turn, reported.course, dialog.pills, leader=dialog.leader)


@router.dialog(RefillChoiceDialog, access=anyone)
async def ask_for_a_tap(turn: Turn, _dialog: RefillChoiceDialog) -> None:
    turn.say(texts.tap_a_button())
