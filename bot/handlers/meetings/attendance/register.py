"""A typed register, like `सुखमती 24, राजू 12`. It is read back and stored after a "yes"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from zlib import crc32

from bot.context import Turn
from bot.domain.adherence import Plausibility
from bot.domain.meetings.attendance import EnteredCount, is_present
from bot.domain.meetings.register import RegisterEntry, without_medicine_name
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.domain.schedule import local_day
from bot.handlers.access.meetings import MeetingOfGroup, meeting_to_fill
from bot.handlers.meetings.attendance import members
from bot.handlers.meetings.attendance.counts import course_of
from bot.handlers.meetings.attendance.entries import count_sources, entered_by, is_too_late
from bot.handlers.meetings.dialog import AttendanceDialog, DraftLine
from bot.handlers.router import Router
from bot.keyboards.meetings import ConfirmRegister
from bot.services.adherence.course import Course
from bot.services.meetings.attendance import enter_meeting_count, mark_attendance
from bot.services.pill_counts.record import count_plausibility
from bot.texts import menu as menu_texts
from bot.texts.meetings import register as texts
from bot.texts.meetings.attendance import Note
from bot.texts.meetings.register import USABLE, LineState, ReadLine
from db.enums import CountSource
from db.models import Meeting
from db.queries.meetings.attendance import attendance_marks, entered_counts

MOST_LINES = 40

router = Router(__name__)


@dataclass(slots=True)
class RegisterLine:
    """One line as read. `state` says what was understood if there is no count."""

    name: str
    patient: int = 0
    medicine: str = ""
    treatment: int = 0
    pills: Fraction | None = None
    state: LineState = "unclear"

    @property
    def usable(self) -> bool:
        return self.pills is not None or self.state in USABLE


async def read_back_register(
    turn: Turn, meeting: Meeting, entries: Sequence[RegisterEntry], names: Mapping[int, str]
) -> None:
    sources = await count_sources(turn, meeting)
    lines = [await _read_line(turn, entry, names, sources) for entry in entries[:MOST_LINES]]
    draft = await _draft(turn, meeting, lines)
    stamp = f"{crc32(repr(draft).encode()):x}" if draft else ""
    open_list = turn.dialog_of(AttendanceDialog)
    page = open_list.page if open_list else 0
    turn.wait(AttendanceDialog(meeting.id, page, draft=draft, stamp=stamp))
    read = [ReadLine(line.name, line.medicine, line.pills, line.state) for line in lines]
    turn.say(texts.register_lines(meeting=meeting.id, read=read, stamp=stamp))


async def _read_line(
    turn: Turn, entry: RegisterEntry, names: Mapping[int, str], sources: Mapping[int, CountSource]
) -> RegisterLine:
    if len(entry.people) != 1:
        return RegisterLine(entry.said, state="several" if entry.people else "unknown")
    (patient,) = entry.people
    line = RegisterLine(names[patient], patient)
    if not entry.rest:
        line.state = "here"
    elif patient not in sources:
        line.state = "locked"
    else:
        courses = [c for c in await turn.courses.of(patient) if c.countable]
        _read_count(line, entry.rest, courses, turn)
    return line


def _read_count(line: RegisterLine, rest: str, courses: Sequence[Course], turn: Turn) -> None:
    named = {c.treatment_id: without_medicine_name(rest, c.spoken_name) for c in courses}
    fits = (
        [c for c in courses if named[c.treatment_id] is not None] if len(courses) > 1 else courses
    )
    if len(fits) != 1:
        line.state = "which" if courses else "locked"
        return
    (course,) = fits
    line.medicine, line.treatment = course.spoken_name, course.treatment_id
    said = named[course.treatment_id]
    reading = read_count(rest if said is None else said, strip=course.strip_size)
    if isinstance(reading, CountReading):
        day = local_day(turn.now)
        if count_plausibility(course, reading.pills, day) is not Plausibility.IMPOSSIBLE:
            line.pills = reading.pills


async def _draft(
    turn: Turn, meeting: Meeting, lines: Sequence[RegisterLine]
) -> tuple[DraftLine, ...]:
    marks = await attendance_marks(turn.session, meeting.id)
    counted = await entered_counts(turn.session, meeting.id)
    draft = []
    for line in lines:
        if line.usable:
            known = marks.get(line.patient, 0)
            here = known if is_present(known) else known + 1
            _patient, before = counted.get(line.treatment, (0, 0))
            draft.append(DraftLine(line.patient, here, line.treatment, before + 1, line.pills))
    return tuple(draft)


@router.button(ConfirmRegister, access=meeting_to_fill)
async def confirm_register(turn: Turn, press: ConfirmRegister, found: MeetingOfGroup) -> None:
    meeting, dialog = found.meeting, turn.dialog_of(AttendanceDialog)
    if is_too_late(turn, meeting):
        return None
    if dialog is None or dialog.draft is None:
        return await members.show_attendance(turn, meeting)
    if press.stamp != dialog.stamp or dialog.meeting != meeting.id:
        return turn.say(menu_texts.old_button())
    yes = press.answer == "yes"
    if yes:
        await _enter_draft(turn, meeting, dialog.draft)
    note: Note = "noted" if yes else "dropped"
    return await members.show_attendance(turn, meeting, dialog.page, note=note)


async def _enter_draft(turn: Turn, meeting: Meeting, draft: Sequence[DraftLine]) -> None:
    sources, account = await count_sources(turn, meeting), turn.me.account_id
    for line in draft:
        patient = line.patient
        await mark_attendance(
            turn.session, meeting, patient, line.presence_mark, account, now=turn.now
        )
        if line.pills is None or patient not in sources:
            continue
        course = await course_of(turn, meeting, line.treatment)
        if course is not None:
            await enter_meeting_count(
                turn.session,
                meeting,
                course,
                EnteredCount(line.count_mark, line.pills),
                entered_by(turn, sources[patient]),
                sure=True,
                now=turn.now,
            )
