"""How many pills were dispensed: read, read back, and recorded on a yes."""

from dataclasses import replace
from fractions import Fraction

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.domain.reading.refills import read_refill
from bot.domain.schedule import local_day
from bot.handlers.access.refills import CourseToReport, course_to_report
from bot.handlers.access.rules import in_dialog_with
from bot.handlers.refills.dialog import RefillDialog
from bot.handlers.router import Router
from bot.keyboards.refills import ConfirmRefill
from bot.services.adherence.course import Course
from bot.services.refills import day_of_same_dispensing, notify_of_dispensing, record_dispensing
from bot.texts import menu as menu_texts
from bot.texts.refills import by_leader as leader_texts
from bot.texts.refills import report as texts
from db.enums import CountSource

router = Router(__name__)


def ask_or_read_back(turn: Turn, course: Course, pills: Fraction | None, *, leader: bool) -> None:
    dialog = RefillDialog(course.patient_id, course.treatment_id, leader)
    if pills:
        return _read_back(turn, dialog, course, pills)
    turn.wait(dialog)
    return turn.say(texts.how_many(medicine=course.spoken_name))


@router.dialog(RefillDialog, access=course_to_report)
async def take_refill_text(turn: Turn, dialog: RefillDialog, reported: CourseToReport) -> None:
    course = reported.course
    pills = _read_pills(turn.text, course.strip_size)
    if pills is None:
        return turn.say(texts.unclear(medicine=course.spoken_name))
    return _read_back(turn, dialog, course, pills)


def _read_pills(text: str, strip: int | None) -> Fraction | None:
    """None if there is no number in it, or none that could be dispensed."""
    reading = read_count(text, strip=strip)
    if isinstance(reading, CountReading):
        return reading.pills or None
    refill = read_refill(text, strip=strip)
    return refill.pills if refill else None


def _read_back(turn: Turn, dialog: RefillDialog, course: Course, pills: Fraction) -> None:
    """If the same number is recorded already, ask whether these are other pills."""
    person, medicine = course.patient_name, course.spoken_name
    recorded_on = day_of_same_dispensing(course, pills, local_day(turn.now))
    if recorded_on is not None and dialog.leader:
        turn.stop_waiting()
        return turn.say(leader_texts.noted_already(person=person, medicine=medicine))
    turn.wait(replace(dialog, pills=pills))
    if recorded_on is not None:
        return turn.say(
            texts.ask_if_more(person=person, medicine=medicine, count=pills, day=recorded_on)
        )
    return turn.say(texts.read_back(person=person, medicine=medicine, count=pills))


@router.button(ConfirmRefill, access=in_dialog_with(RefillDialog, course_to_report))
async def confirm_refill(
    turn: Turn, press: ConfirmRefill, found: tuple[RefillDialog, CourseToReport]
) -> None:
    dialog, reported = found
    if dialog.pills is None:
        return turn.say(menu_texts.old_button())
    if press.answer == "again":
        turn.wait(replace(dialog, pills=None))
        return turn.say(texts.how_many(medicine=reported.course.spoken_name))
    turn.stop_waiting()
    if press.answer == "no":
        return turn.rewrite(texts.nothing_changed())
    return await _record(turn, reported, dialog.pills)


async def _record(turn: Turn, reported: CourseToReport, pills: Fraction) -> None:
    course, source = reported.course, reported.source
    number = await record_dispensing(
        turn.session,
        course,
        pills,
        source=source,
        actor=("account", turn.me.account_id),
        now=turn.now,
    )
    if source is CountSource.LEADER:
        by = turn.user.full_name if turn.user else ""
        await notify_of_dispensing(turn.session, course, pills, number, by=by, now=turn.now)
        return turn.rewrite(
            leader_texts.noted_by_leader(
                person=course.patient_name, medicine=course.spoken_name, dispensing=number
            )
        )
    return turn.rewrite(
        texts.noted(
            patient=course.patient_id,
            person=course.patient_name,
            medicine=course.spoken_name,
            count=pills,
            dispensing=number,
        )
    )
