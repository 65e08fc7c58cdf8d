"""A second tap on a name opens the number pad: medicine by medicine, then the next person."""

from dataclasses import replace
from fractions import Fraction

from bot.context import Turn
from bot.domain.meetings.attendance import EnteredCount, is_mark
from bot.domain.number_pad import entered_after
from bot.handlers.access.meetings import MeetingOfGroup, meeting_to_fill
from bot.handlers.meetings.attendance import members
from bot.handlers.meetings.attendance.entries import (
    count_sources,
    entered_by,
    is_too_late,
    say_or_rewrite,
)
from bot.handlers.meetings.dialog import AttendanceDialog, OpenPad
from bot.handlers.router import Router
from bot.keyboards.meetings import DialCount, InsistOnCount, OpenCountPad
from bot.services.adherence.course import Course
from bot.services.meetings.attendance import CountResult, enter_meeting_count
from bot.texts import menu as menu_texts
from bot.texts.meetings import attendance as texts
from bot.texts.meetings.attendance import CountPad, Doubt
from db.models import Meeting
from db.queries.groups import names_of_group
from db.queries.meetings.attendance import attendance_marks, entered_counts, patient_of_treatment

QUARTERS = 4

router = Router(__name__)


@router.button(OpenCountPad, access=meeting_to_fill)
async def open_count_pad(turn: Turn, press: OpenCountPad, found: MeetingOfGroup) -> None:
    """The pad for the first medicine not yet counted; only a card if the speaker may count none."""
    meeting, patient_id = found.meeting, press.patient
    if is_too_late(turn, meeting):
        return None
    names = await names_of_group(turn.session, meeting.group_id)
    if patient_id not in names:
        return turn.say(menu_texts.old_button())
    courses = await _countable(turn, meeting, patient_id)
    if not courses:
        mark = (await attendance_marks(turn.session, meeting.id)).get(patient_id, 1)
        return turn.rewrite(
            texts.attendance_person(
                meeting=meeting.id,
                page=press.page,
                patient=patient_id,
                presence_mark=mark,
                person=names[patient_id],
            )
        )
    counted = await entered_counts(turn.session, meeting.id)
    first = next((c for c in courses if c.treatment_id not in counted), courses[0])
    _patient, known = counted.get(first.treatment_id, (patient_id, 0))
    return await ask_count(turn, meeting, first, OpenPad(first.treatment_id, known + 1), press.page)


async def _countable(turn: Turn, meeting: Meeting, patient_id: int) -> list[Course]:
    if patient_id not in await count_sources(turn, meeting):
        return []
    return [c for c in await turn.courses.of(patient_id) if c.countable]


async def ask_count(
    turn: Turn,
    meeting: Meeting,
    course: Course,
    pad: OpenPad,
    page: int,
    *,
    doubt: Doubt | None = None,
) -> None:
    patient = course.patient_id
    turn.wait(AttendanceDialog(meeting.id, page, pad=pad))
    presence_mark = (await attendance_marks(turn.session, meeting.id)).get(patient, 1)
    say_or_rewrite(
        turn,
        texts.count_pad(
            pad=CountPad(meeting.id, pad.treatment, pad.mark, page),
            patient=patient,
            presence_mark=presence_mark,
            person=course.patient_name,
            medicine=course.spoken_name,
            entered=Fraction(pad.entered) if pad.entered else None,
            doubt=doubt,
        ),
    )


@router.button(DialCount, access=meeting_to_fill)
async def dial_count(turn: Turn, press: DialCount, found: MeetingOfGroup) -> None:
    meeting = found.meeting
    if is_too_late(turn, meeting):
        return None
    course = await course_of(turn, meeting, press.treatment)
    if course is None or not is_mark(press.mark):
        return turn.say(menu_texts.old_button())
    pad = _open_pad(turn, press)
    if press.key == "none":
        count = EnteredCount(press.mark, Fraction(0))
        return await enter_count(turn, meeting, course, count, press.page)
    if press.key == "ok" and pad is not None and pad.entered:
        count = EnteredCount(pad.mark, Fraction(pad.entered))
        return await enter_count(turn, meeting, course, count, press.page)
    if press.key == "ok" and pad is None:
        return None  # A second tap: this count is stored and the pad has moved on.
    pad = pad or OpenPad(press.treatment, press.mark)
    pad = replace(pad, entered=entered_after(press.key, pad.entered))
    return await ask_count(turn, meeting, course, pad, press.page)


def _open_pad(turn: Turn, press: DialCount) -> OpenPad | None:
    """The pad that the key belongs to, with the digits so far; None if another one is open."""
    dialog = turn.dialog_of(AttendanceDialog)
    pad = dialog.pad if dialog is not None and dialog.meeting == press.meeting else None
    return pad if pad is not None and pad.treatment == press.treatment else None


async def course_of(turn: Turn, meeting: Meeting, treatment_id: int) -> Course | None:
    """None if it was stopped, is not countable, or is not theirs to count."""
    patient_id = await patient_of_treatment(turn.session, treatment_id)
    courses = await _countable(turn, meeting, patient_id) if patient_id else []
    return next((c for c in courses if c.treatment_id == treatment_id), None)


@router.button(InsistOnCount, access=meeting_to_fill)
async def insist_on_count(turn: Turn, press: InsistOnCount, found: MeetingOfGroup) -> None:
    meeting = found.meeting
    if is_too_late(turn, meeting):
        return None
    course, pills = await course_of(turn, meeting, press.treatment), _pills(press.pills)
    if course is None or pills is None or not is_mark(press.mark):
        return turn.say(menu_texts.old_button())
    count = EnteredCount(press.mark, pills)
    return await enter_count(turn, meeting, course, count, press.page, sure=True)


def _pills(text: str) -> Fraction | None:
    """None if it is not a number that a button of this bot carries."""
    if not text.isascii() or len(text) > 7:
        return None
    try:
        pills = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return pills if pills >= 0 and pills * QUARTERS % 1 == 0 else None


async def enter_count(
    turn: Turn,
    meeting: Meeting,
    course: Course,
    count: EnteredCount,
    page: int,
    *,
    sure: bool = False,
) -> None:
    source = (await count_sources(turn, meeting))[course.patient_id]
    result = await enter_meeting_count(
        turn.session, meeting, course, count, entered_by(turn, source), sure=sure, now=turn.now
    )
    pad = OpenPad(course.treatment_id, count.mark)
    match result:
        case CountResult.IMPOSSIBLE:
            return await ask_count(turn, meeting, course, pad, page, doubt="impossible")
        case CountResult.DOUBTED:
            pad = replace(pad, entered=str(count.pills))
            return await ask_count(turn, meeting, course, pad, page, doubt="doubted")
    return await _ask_next_count(turn, meeting, course, page, theirs=result is CountResult.THEIRS)


async def _ask_next_count(
    turn: Turn, meeting: Meeting, course: Course, page: int, *, theirs: bool
) -> None:
    """Ask for the next medicine; after the last, show the list with the next person on top."""
    counted = await entered_counts(turn.session, meeting.id)
    for other in await _countable(turn, meeting, course.patient_id):
        if other.treatment_id not in counted:
            pad = OpenPad(other.treatment_id, 1)
            return await ask_count(turn, meeting, other, pad, page)
    following = await members.next_to_count(turn, meeting, course.patient_id)
    return await members.show_attendance(
        turn, meeting, page, note="theirs" if theirs else "noted", next=following
    )
