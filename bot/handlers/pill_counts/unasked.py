"""Counts given without a question: typed in private, or into the group."""

from dataclasses import replace

from bot.context import Turn
from bot.domain.reading.corrections import takes_back
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.handlers.access.pill_counts import CourseToCount, course_to_count
from bot.handlers.access.rules import in_dialog
from bot.handlers.groups import start_link
from bot.handlers.pill_counts.dialog import (
    CountDialog,
    CountedMedicineDialog,
    CountStep,
    FollowUpDialog,
)
from bot.handlers.pill_counts.save import read_count_back, take_count
from bot.handlers.router import Router
from bot.keyboards.pill_counts import ChooseCountedMedicine
from bot.services.adherence.course import Course
from bot.services.pill_counts.record import CORRECT_WITHIN
from bot.texts import groups as group_texts
from bot.texts import menu as menu_texts
from bot.texts.pill_counts import answer as texts
from bot.texts.pill_counts.answer import MedicineOption
from db.enums import GroupKind
from db.queries.caregivers import patients_held_by

router = Router(__name__)


async def take_unasked_count(turn: Turn) -> bool:
    """Take the text as a count, and return whether it was one.

    If there is only one medicine, the count is read back for it; else the person chooses one.
    """
    courses = await _countable(turn)
    if not courses:
        return False
    if await _corrects_last_count(turn, courses):
        return True
    strips = {c.strip_size for c in courses}
    reading = read_count(turn.text, strip=strips.pop() if len(strips) == 1 else None)
    if not isinstance(reading, CountReading):
        return False
    if len(courses) == 1:
        read_count_back(turn, CountDialog.about(courses[0]), courses[0], reading.pills)
        return True
    turn.wait(CountedMedicineDialog(reading.pills))
    options = [
        MedicineOption(c.treatment_id, f"{c.patient_name}: {c.spoken_name}") for c in courses
    ]
    turn.say(texts.which_medicine(count=reading.pills, options=options))
    return True


async def _corrects_last_count(turn: Turn, courses: list[Course]) -> bool:
    """As "नहीं 42" or "galat, 42" (wrong, 42) after a count: the same medicine, read back."""
    dialog = turn.dialog_of(FollowUpDialog)
    if dialog is None or not takes_back(turn.text):
        return False
    course = next((c for c in courses if c.treatment_id == dialog.treatment), None)
    if course is None or course.last is None or turn.now - course.last.at > CORRECT_WITHIN:
        return False
    reading = read_count(turn.text, strip=course.strip_size)
    if not isinstance(reading, CountReading):
        return False
    correction = replace(CountDialog.about(course), corrects=course.last.id)
    read_count_back(turn, correction, course, reading.pills)
    return True


@router.button(ChooseCountedMedicine, access=in_dialog(CountedMedicineDialog))
async def choose_counted_medicine(
    turn: Turn, press: ChooseCountedMedicine, waited: CountedMedicineDialog
) -> None:
    """Which medicine a number typed without a question counts."""
    turn.stop_waiting()
    courses = {c.treatment_id: c for c in await _countable(turn)}
    course = courses.get(press.treatment)
    if course is None:
        return turn.rewrite(menu_texts.home())
    dialog = CountDialog.about(course)
    counted = await course_to_count(turn, dialog)
    if isinstance(counted, CourseToCount):
        await take_count(turn, dialog, counted, waited.count)


async def thank_for_count_in_group(turn: Turn) -> None:
    """Thank for it without the number, which is confirmed in private and never repeated here."""
    if turn.group is None or turn.group.kind != GroupKind.PEER or turn.text.strip().isdigit():
        return
    reading = read_count(turn.text, strip=None)
    if not isinstance(reading, CountReading):
        return
    link = start_link(turn, turn.group)
    turn.say_in_group(group_texts.thanks_count_in_private(link=link))
    courses = await _countable(turn) if turn.speaker else []
    idle = turn.speaker is not None and isinstance(turn.dialog, FollowUpDialog | None)
    if len(courses) == 1 and idle:
        [course] = courses
        turn.wait(replace(CountDialog.about(course), step=CountStep.CONFIRM, count=reading.pills))
        turn.say(
            texts.read_back_from_group(
                treatment=course.treatment_id, medicine=course.spoken_name, count=reading.pills
            )
        )


async def _countable(turn: Turn) -> list[Course]:
    """All countable medicines of all patients this phone may act for."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    return [c for p in held for c in await turn.courses.of(p.id) if c.countable]
