"""Several lines at once, `सुखमती 24, राजू 12`: read back in one message, noted on a yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from zlib import crc32

from bot.context import Turn
from bot.domain.adherence import Plausibility
from bot.domain.meetings.attendance import Told, is_present
from bot.domain.meetings.register import Entry, without
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.domain.schedule import local_day
from bot.handlers.meetings.attendance import members
from bot.handlers.meetings.attendance.access import helper, meeting_pressed, sources
from bot.handlers.meetings.attendance.counts import course_of
from bot.services.adherence.course import Course
from bot.services.meetings import enter_count, mark
from bot.services.pill_counts.record import check
from db.models import Meeting
from db.queries.meetings.attendance import counted_at, marks_of

MOST_LINES = 40


@dataclass(slots=True)
class Line:
    """What one entry says. `why`: of the texts' LINES, where it gives no count."""

    name: str
    patient: int = 0
    medicine: str = ""
    treatment: int = 0
    pills: Fraction | None = None
    why: str = ""

    @property
    def usable(self) -> bool:
        return self.pills is not None or self.why in ("here", "locked")


async def read_back(
    turn: Turn, meeting: Meeting, entries: Sequence[Entry], names: Mapping[int, str]
) -> None:
    mine = await sources(turn, meeting)
    lines = [await _line(turn, entry, names, mine) for entry in entries[:MOST_LINES]]
    draft = await _draft(turn, meeting, lines)
    stamp = f"{crc32(repr(draft).encode()):x}" if draft else ""
    page = turn.me.waiting.data["page"] if turn.me.waiting else 0
    turn.wait("sabha", "lines", meeting=meeting.id, page=page, draft=draft, stamp=stamp)
    read = [
        [line.name, line.medicine, str(line.pills) if line.pills is not None else None, line.why]
        for line in lines
    ]
    turn.say("meetings.lines", meeting=meeting.id, read=read, stamp=stamp)


async def _line(
    turn: Turn, entry: Entry, names: Mapping[int, str], mine: Mapping[int, Any]
) -> Line:
    if len(entry.people) != 1:
        return Line(entry.said, why="several" if entry.people else "unknown")
    (patient,) = entry.people
    line = Line(names[patient], patient)
    if not entry.rest:
        line.why = "here"
    elif patient not in mine:
        line.why = "locked"
    else:
        courses = [c for c in await turn.courses.of(patient) if c.countable]
        _count(line, entry.rest, courses, turn)
    return line


def _count(line: Line, rest: str, courses: Sequence[Course], turn: Turn) -> None:
    named = {c.treatment_id: without(rest, c.spoken_name) for c in courses}
    fits = (
        [c for c in courses if named[c.treatment_id] is not None] if len(courses) > 1 else courses
    )
    if len(fits) != 1:
        line.why = "which" if courses else "locked"
        return
    (course,) = fits
    line.medicine, line.treatment = course.spoken_name, course.treatment_id
    said = named[course.treatment_id]
    reading = read_count(rest if said is None else said, strip=course.strip_size)
    line.why = "unclear"
    if isinstance(reading, CountReading):
        day = local_day(turn.now)
        if check(course, reading.pills, day) is not Plausibility.IMPOSSIBLE:
            line.pills = reading.pills


async def _draft(turn: Turn, meeting: Meeting, lines: Sequence[Line]) -> list[list[Any]]:
    """[patient, mark, treatment or 0, mark, pills]: all that a yes does, whenever it comes."""
    marks = await marks_of(turn.session, meeting.id)
    counted = await counted_at(turn.session, meeting.id)
    draft = []
    for line in lines:
        if line.usable:
            known = marks.get(line.patient, 0)
            here = known if is_present(known) else known + 1
            _patient, before = counted.get(line.treatment, (0, 0))
            pills = str(line.pills) if line.pills is not None else None
            draft.append([line.patient, here, line.treatment, before + 1, pills])
    return draft


async def confirmed(turn: Turn) -> None:
    meeting, waiting = await meeting_pressed(turn), turn.me.waiting
    if meeting is None:
        return None
    if waiting is None or waiting.flow != "sabha" or waiting.step != "lines":
        return await members.show(turn, meeting)
    if turn.pressed[1:2] != [waiting.data["stamp"]]:
        return turn.say("menu.old_button")
    page, yes = waiting.data["page"], turn.pressed[2:] == ["yes"]
    if yes:
        await _note(turn, meeting, waiting.data["draft"])
    return await members.show(turn, meeting, page, note="noted" if yes else "dropped")


async def _note(turn: Turn, meeting: Meeting, draft: Sequence[Sequence[Any]]) -> None:
    mine, account = await sources(turn, meeting), turn.me.account_id
    for patient, here, treatment, told, pills in draft:
        await mark(turn.session, meeting, patient, here, account, now=turn.now)
        course = await course_of(turn, meeting, treatment) if pills is not None else None
        if course is not None and patient in mine:
            await enter_count(
                turn.session,
                meeting,
                course,
                Told(told, Fraction(pills)),
                helper(turn, mine[patient]),
                sure=True,
                now=turn.now,
            )
