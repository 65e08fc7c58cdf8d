"""Attendance and pill counts at a meeting. The order in which presses arrive does not matter.

The caller has locked the meeting, so presses from two phones are handled one after the other.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto
from fractions import Fraction

from bot.domain.adherence import Plausibility
from bot.domain.meetings.attendance import EnteredCount, entry_time, is_present
from bot.domain.quiet_hours import after_quiet
from bot.domain.schedule import instant, local_day
from bot.services.adherence.course import Course
from bot.services.audit import Actor, record_action
from bot.services.outbox import To, enqueue
from bot.services.pill_counts.record import count_plausibility, record_count
from bot.texts.meetings import attendance as texts
from db.enums import CountSource, MeetingState, OutboxClass
from db.models import Attendance, Group, Meeting, MeetingCount
from db.queries.caregivers import holders_of
from db.queries.meetings.attendance import attendance_of, meeting_count_of, newest_meeting_before
from db.session import UnitOfWork

BY_THEMSELVES = (CountSource.SELF, CountSource.CAREGIVER)


class CountResult(Enum):
    """What happened to an entered count."""

    STORED = auto()
    KNOWN = auto()
    """This count, or a later one, was entered before."""
    DOUBTED = auto()
    """More than is likely: nothing is stored until the person confirms it."""
    IMPOSSIBLE = auto()
    THEIRS = auto()
    """The patient has counted since; their own count stays."""


@dataclass(frozen=True, slots=True)
class EnteredBy:
    """Who enters a count, and as what."""

    account_id: int
    name: str
    source: CountSource


def entry_time_of(meeting: Meeting, now: datetime) -> datetime | None:
    """The time under which an entry made now is stored. None if the meeting takes no entries."""
    if meeting.state == MeetingState.CALLED_OFF:
        return None
    return entry_time(meeting.starts_at, meeting.closed_at, now)


async def open_meeting(session: UnitOfWork, group_id: int, *, now: datetime) -> Meeting | None:
    """The group's meeting that takes entries now. None if there is none today or recently."""
    tomorrow = instant(local_day(now) + timedelta(days=1), time())
    meeting = await newest_meeting_before(session, group_id, tomorrow)
    return meeting if meeting is not None and entry_time_of(meeting, now) else None


async def start_unplanned_meeting(
    session: UnitOfWork, group: Group, *, actor: Actor, now: datetime
) -> Meeting:
    """The group meets although nothing was planned. Idempotent."""
    known = await open_meeting(session, group.id, now=now)
    if known is not None:
        return known
    meeting = Meeting(
        group_id=group.id,
        starts_at=now,
        place=None,
        state=MeetingState.PLANNED,
        created_at=now,
    )
    session.add(meeting)
    await session.flush()
    record_action(
        session, "meeting_planned", ("meeting", meeting.id), actor=actor, detail="now", now=now
    )
    return meeting


async def mark_attendance(
    session: UnitOfWork,
    meeting: Meeting,
    patient_id: int,
    new_mark: int,
    account_id: int,
    *,
    now: datetime,
) -> None:
    """Store a member as present or absent. A mark not newer than the stored one is ignored."""
    at = entry_time_of(meeting, now)
    row = await attendance_of(session, meeting.id, patient_id)
    if at is None or (row is not None and row.mark >= new_mark):
        return
    if row is None:
        row = Attendance(meeting_id=meeting.id, patient_id=patient_id)
        session.add(row)
    row.mark, row.present = new_mark, is_present(new_mark)
    row.account_id, row.marked_at = account_id, at
    await session.flush()
    actor = ("account", account_id)
    record_action(
        session, "attendance", ("patient", patient_id), actor=actor, detail=str(new_mark), now=now
    )


async def enter_meeting_count(
    session: UnitOfWork,
    meeting: Meeting,
    course: Course,
    count: EnteredCount,
    by: EnteredBy,
    *,
    sure: bool = False,
    now: datetime,
) -> CountResult:
    """Store a count under the time of the meeting and tell the patient. `sure`: confirmed."""
    at = entry_time_of(meeting, now)
    row = await meeting_count_of(session, meeting.id, course.treatment_id)
    if at is None or (row is not None and EnteredCount(row.mark, row.remaining) >= count):
        return CountResult.KNOWN
    if row is not None and _counted_themselves_since(course, row, by):
        return CountResult.THEIRS
    match count_plausibility(course, count.pills, local_day(at)):
        case Plausibility.IMPOSSIBLE:
            return CountResult.IMPOSSIBLE
        case Plausibility.MORE_THAN_POSSIBLE if not sure:
            return CountResult.DOUBTED
    same = row is not None and row.remaining == count.pills
    if row is None:
        row = MeetingCount(meeting_id=meeting.id, treatment_id=course.treatment_id)
        session.add(row)
    row.mark, row.remaining = count.mark, count.pills
    row.account_id, row.counted_at = by.account_id, at
    await session.flush()
    if not same:
        await _save_count(session, course, count.pills, by, at=at, now=now)
    return CountResult.STORED


def _counted_themselves_since(course: Course, row: MeetingCount, by: EnteredBy) -> bool:
    if by.source in BY_THEMSELVES:
        return False
    day = local_day(row.counted_at)
    return any(
        c.on == day and c.source in BY_THEMSELVES and c.at >= row.counted_at for c in course.counts
    )


async def _save_count(
    session: UnitOfWork,
    course: Course,
    pills: Fraction,
    by: EnteredBy,
    *,
    at: datetime,
    now: datetime,
) -> None:
    await record_count(
        session, course, pills, account_id=by.account_id, source=by.source, at=at, now=now
    )
    for account_id in await holders_of(session, course.patient_id):
        if account_id == by.account_id:
            continue
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            texts.count_receipt(
                by=by.name,
                person=course.patient_name,
                medicine=course.spoken_name,
                treatment=course.treatment_id,
                count=pills,
            ),
            patient_id=course.patient_id,
            not_before=after_quiet(now),
            now=now,
        )
