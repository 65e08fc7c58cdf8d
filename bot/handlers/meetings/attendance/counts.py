"""A second tap on a name: the number pad, one medicine after another, then the next person."""

from fractions import Fraction

from bot.context import Turn
from bot.domain.meetings.attendance import Told, is_mark
from bot.handlers.meetings.attendance import members
from bot.handlers.meetings.attendance.access import helper, meeting_pressed, sources, tell
from bot.handlers.meetings.card import number
from bot.services.adherence.course import Course
from bot.services.meetings import Entered, enter_count
from db.models import Meeting
from db.queries.meetings.attendance import (
    counted_at,
    marks_of,
    names_of_group,
    patient_of_treatment,
)

LONGEST = 3
QUARTERS = 4


async def chosen(turn: Turn) -> None:
    """The pad of the first medicine not yet counted; where nothing may be, only a card."""
    meeting = await meeting_pressed(turn)
    if meeting is None:
        return None
    patient_id, page = number(turn, 1), number(turn, 2)
    names = await names_of_group(turn.session, meeting.group_id)
    if patient_id not in names:
        return turn.say("menu.old_button")
    courses = await _countable(turn, meeting, patient_id)
    if not courses:
        present = (await marks_of(turn.session, meeting.id)).get(patient_id, 1)
        where = {"meeting": meeting.id, "page": page, "patient": patient_id, "present": present}
        return turn.rewrite("meetings.person", person=names[patient_id], **where)
    counted = await counted_at(turn.session, meeting.id)
    first = next((c for c in courses if c.treatment_id not in counted), courses[0])
    _patient, known = counted.get(first.treatment_id, (patient_id, 0))
    return await ask(turn, meeting, first, known + 1, page)


async def _countable(turn: Turn, meeting: Meeting, patient_id: int) -> list[Course]:
    if patient_id not in await sources(turn, meeting):
        return []
    return [c for c in await turn.courses.of(patient_id) if c.countable]


async def ask(
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
    turn.wait("sabha", "count", meeting=meeting.id, treatment=treatment, mark=mark, page=page)
    present = (await marks_of(turn.session, meeting.id)).get(patient, 1)
    tell(
        turn,
        "meetings.pad",
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


async def dialled(turn: Turn) -> None:
    meeting = await meeting_pressed(turn)
    if meeting is None:
        return None
    course, mark, page = await pressed_course(turn, meeting), number(turn, 2), number(turn, 3)
    entered = turn.pressed[4] if len(turn.pressed) > 4 else ""
    sound = not entered or (entered.isascii() and entered.isdecimal() and len(entered) <= LONGEST)
    if course is None or not is_mark(mark) or not sound:
        return turn.say("menu.old_button")
    return await ask(turn, meeting, course, mark, page, entered=entered)


async def pressed_course(turn: Turn, meeting: Meeting) -> Course | None:
    return await course_of(turn, meeting, number(turn, 1))


async def course_of(turn: Turn, meeting: Meeting, treatment_id: int) -> Course | None:
    """None: stopped, never counted, not of this group, or not theirs to count."""
    patient_id = await patient_of_treatment(turn.session, treatment_id)
    courses = await _countable(turn, meeting, patient_id) if patient_id else []
    return next((c for c in courses if c.treatment_id == treatment_id), None)


async def entered(turn: Turn) -> None:
    meeting = await meeting_pressed(turn)
    if meeting is None:
        return None
    course, mark, page = await pressed_course(turn, meeting), number(turn, 2), number(turn, 3)
    pills = _pills(turn.pressed[4] if len(turn.pressed) > 4 else "")
    if course is None or pills is None or not is_mark(mark):
        return turn.say("menu.old_button")
    sure = turn.pressed[5:] == ["sure"]
    return await enter(turn, meeting, course, Told(mark, pills), page, sure=sure)


def _pills(text: str) -> Fraction | None:
    """None: no number that a button of ours carries."""
    if not text.isascii() or len(text) > 7:
        return None
    try:
        pills = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return pills if pills >= 0 and pills * QUARTERS % 1 == 0 else None


async def enter(
    turn: Turn, meeting: Meeting, course: Course, told: Told, page: int, *, sure: bool = False
) -> None:
    source = (await sources(turn, meeting))[course.patient_id]
    became = await enter_count(
        turn.session, meeting, course, told, helper(turn, source), sure=sure, now=turn.now
    )
    match became:
        case Entered.IMPOSSIBLE:
            return await ask(turn, meeting, course, told.mark + 1, page, doubt="impossible")
        case Entered.DOUBTED:
            shown = str(told.pills)
            return await ask(turn, meeting, course, told.mark, page, entered=shown, doubt="doubted")
    return await _go_on(turn, meeting, course, page, theirs=became is Entered.THEIRS)


async def _go_on(turn: Turn, meeting: Meeting, course: Course, page: int, *, theirs: bool) -> None:
    """The same person's next medicine; after the last the list, with who comes next on top."""
    counted = await counted_at(turn.session, meeting.id)
    for other in await _countable(turn, meeting, course.patient_id):
        if other.treatment_id not in counted:
            return await ask(turn, meeting, other, 1, page)
    note = "theirs" if theirs else "noted"
    following = await members.following(turn, meeting, course.patient_id)
    return await members.show(turn, meeting, page, note=note, next=following)
