"""A second tap on a name opens the number pad: medicine by medicine, then the next person."""

from fractions import Fraction

from bot.context import Turn
from bot.domain.meetings.attendance import EnteredCount, is_mark
from bot.handlers.meetings.attendance import members
from bot.handlers.meetings.attendance.access import (
    count_sources,
    entered_by,
    pressed_meeting,
    say_or_rewrite,
)
from bot.services.adherence.course import Course
from bot.services.meetings.attendance import CountResult, enter_meeting_count
from db.models import Meeting
from db.queries.groups import names_of_group
from db.queries.meetings.attendance import attendance_marks, entered_counts, patient_of_treatment

DIGITS = 3
QUARTERS = 4


async def open_count_pad(turn: Turn) -> None:
    """The pad for the first medicine not yet counted; only a card if the speaker may count none."""
    meeting = await pressed_meeting(turn)
    if meeting is None:
        return None
    patient_id, page = turn.pressed_number(1), turn.pressed_number(2)
    names = await names_of_group(turn.session, meeting.group_id)
    if patient_id not in names:
        return turn.say("menu.old_button")
    courses = await _countable(turn, meeting, patient_id)
    if not courses:
        present = (await attendance_marks(turn.session, meeting.id)).get(patient_id, 1)
        where = {"meeting": meeting.id, "page": page, "patient": patient_id, "present": present}
        return turn.rewrite("meetings.attendance_person", person=names[patient_id], **where)
    counted = await entered_counts(turn.session, meeting.id)
    first = next((c for c in courses if c.treatment_id not in counted), courses[0])
    _patient, known = counted.get(first.treatment_id, (patient_id, 0))
    return await ask_count(turn, meeting, first, known + 1, page)


async def _countable(turn: Turn, meeting: Meeting, patient_id: int) -> list[Course]:
    if patient_id not in await count_sources(turn, meeting):
        return []
    return [c for c in await turn.courses.of(patient_id) if c.countable]


async def ask_count(
    turn: Turn,
    meeting: Meeting,
    course: Course,
    mark: int,
    page: int,
    *,
    entered: str = "",
    doubt: str | None = None,
) -> None:
    treatment, patient = course.treatment_id, course.patient_id
    turn.wait("attendance", "count", meeting=meeting.id, treatment=treatment, mark=mark, page=page)
    present = (await attendance_marks(turn.session, meeting.id)).get(patient, 1)
    say_or_rewrite(
        turn,
        "meetings.count_pad",
        meeting=meeting.id,
        treatment=treatment,
        patient=patient,
        present=present,
        mark=mark,
        page=page,
        entered=entered,
        doubt=doubt,
        person=course.patient_name,
        medicine=course.spoken_name,
    )


async def dial_count(turn: Turn) -> None:
    meeting = await pressed_meeting(turn)
    if meeting is None:
        return None
    course = await pressed_course(turn, meeting)
    mark, page = turn.pressed_number(2), turn.pressed_number(3)
    entered = turn.pressed[4] if len(turn.pressed) > 4 else ""
    valid = not entered or (entered.isascii() and entered.isdecimal() and len(entered) <= DIGITS)
    if course is None or not is_mark(mark) or not valid:
        return turn.say("menu.old_button")
    return await ask_count(turn, meeting, course, mark, page, entered=entered)


async def pressed_course(turn: Turn, meeting: Meeting) -> Course | None:
    return await course_of(turn, meeting, turn.pressed_number(1))


async def course_of(turn: Turn, meeting: Meeting, treatment_id: int) -> Course | None:
    """None if it was stopped, is not countable, or is not theirs to count."""
    patient_id = await patient_of_treatment(turn.session, treatment_id)
    courses = await _countable(turn, meeting, patient_id) if patient_id else []
    return next((c for c in courses if c.treatment_id == treatment_id), None)


async def take_dialled_count(turn: Turn) -> None:
    meeting = await pressed_meeting(turn)
    if meeting is None:
        return None
    course = await pressed_course(turn, meeting)
    mark, page = turn.pressed_number(2), turn.pressed_number(3)
    pills = _pills(turn.pressed[4] if len(turn.pressed) > 4 else "")
    if course is None or pills is None or not is_mark(mark):
        return turn.say("menu.old_button")
    sure = turn.pressed[5:] == ["sure"]
    return await enter_count(turn, meeting, course, EnteredCount(mark, pills), page, sure=sure)


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
    match result:
        case CountResult.IMPOSSIBLE:
            return await ask_count(turn, meeting, course, count.mark + 1, page, doubt="impossible")
        case CountResult.DOUBTED:
            pills = str(count.pills)
            return await ask_count(
                turn, meeting, course, count.mark, page, entered=pills, doubt="doubted"
            )
    return await _ask_next_count(turn, meeting, course, page, theirs=result is CountResult.THEIRS)


async def _ask_next_count(
    turn: Turn, meeting: Meeting, course: Course, page: int, *, theirs: bool
) -> None:
    """Ask for the next medicine; after the last, show the list with the next person on top."""
    counted = await entered_counts(turn.session, meeting.id)
    for other in await _countable(turn, meeting, course.patient_id):
        if other.treatment_id not in counted:
            return await ask_count(turn, meeting, other, 1, page)
    note = "theirs" if theirs else "noted"
    following = await members.next_to_count(turn, meeting, course.patient_id)
    return await members.show_attendance(turn, meeting, page, note=note, next=following)
