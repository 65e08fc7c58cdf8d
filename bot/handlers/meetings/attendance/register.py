"""A typed register, like `सुखमती 24, राजू 12`. It is read back and stored after a "yes"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from zlib import crc32

from bot.context import Turn
from bot.domain.adherence import Plausibility
from bot.domain.meetings.attendance import EnteredCount, is_present
from bot.domain.meetings.register import RegisterEntry, without_medicine_name
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.domain.schedule import local_day
from bot.handlers.meetings.attendance import members
from bot.handlers.meetings.attendance.access import count_sources, entered_by, meeting_to_fill
from bot.handlers.meetings.attendance.counts import course_of
from bot.handlers.router import Router
from bot.keyboards.meetings import ConfirmRegister
from bot.services.adherence.course import Course
from bot.services.meetings.attendance import enter_meeting_count, mark_attendance
from bot.services.pill_counts.record import count_plausibility
from bot.texts import menu as menu_texts
from bot.texts.meetings import register as texts
from bot.texts.meetings.register import USABLE, LineState, ReadLine
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
    page = turn.me.waiting.data["page"] if turn.me.waiting else 0
    turn.wait("attendance", "lines", meeting=meeting.id, page=page, draft=draft, stamp=stamp)
    read = [ReadLine(line.name, line.medicine, line.pills, line.state) for line in lines]
    turn.say(texts.register_lines(meeting=meeting.id, read=read, stamp=stamp))


async def _read_line(
    turn: Turn, entry: RegisterEntry, names: Mapping[int, str], sources: Mapping[int, Any]
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


async def _draft(turn: Turn, meeting: Meeting, lines: Sequence[RegisterLine]) -> list[list[Any]]:
    """Rows of [patient, mark, treatment or 0, mark, pills]: all that a later "yes" stores."""
    marks = await attendance_marks(turn.session, meeting.id)
    counted = await entered_counts(turn.session, meeting.id)
    draft = []
    for line in lines:
        if line.usable:
            known = marks.get(line.patient, 0)
            here = known if is_present(known) else known + 1
            _patient, before = counted.get(line.treatment, (0, 0))
            pills = str(line.pills) if line.pills is not None else None
            draft.append([line.patient, here, line.treatment, before + 1, pills])
    return draft


@router.button(ConfirmRegister)
async def confirm_register(turn: Turn, press: ConfirmRegister) -> None:
    meeting, waiting = await meeting_to_fill(turn, press.meeting), turn.me.waiting
    if meeting is None:
        return None
    if waiting is None or waiting.flow != "attendance" or waiting.step != "lines":
        return await members.show_attendance(turn, meeting)
    if press.stamp != waiting.data["stamp"]:
        return turn.say(menu_texts.old_button())
    page, yes = waiting.data["page"], press.answer == "yes"
    if yes:
        await _enter_draft(turn, meeting, waiting.data["draft"])
    return await members.show_attendance(turn, meeting, page, note="noted" if yes else "dropped")


async def _enter_draft(turn: Turn, meeting: Meeting, draft: Sequence[Sequence[Any]]) -> None:
    sources, account = await count_sources(turn, meeting), turn.me.account_id
    for patient, presence_mark, treatment, count_mark, pills in draft:
        await mark_attendance(turn.session, meeting, patient, presence_mark, account, now=turn.now)
        course = await course_of(turn, meeting, treatment) if pills is not None else None
        if course is not None and patient in sources:
            await enter_meeting_count(
                turn.session,
                meeting,
                course,
                EnteredCount(count_mark, Fraction(pills)),
                entered_by(turn, sources[patient]),
                sure=True,
                now=turn.now,
            )
