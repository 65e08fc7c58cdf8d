"""Meeting mode: who is here, and what they counted; the same however the presses arrive.

The caller has locked the meeting, so that presses from two phones come one after the other.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto
from fractions import Fraction

from bot.domain.adherence import Plausibility
from bot.domain.meetings.attendance import Told, is_present, moment_of
from bot.domain.schedule import after_quiet, instant, local_day
from bot.services.adherence.course import Course
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.pill_counts.record import check, give_count
from db.enums import CountSource, MeetingState, OutboxClass
from db.models import Attendance, Group, Meeting, MeetingCount
from db.queries.meetings.attendance import attendance_of, meeting_count_of, to_enter
from db.queries.people import holders_of
from db.session import Unit

OWN = (CountSource.SELF, CountSource.CAREGIVER)


class Entered(Enum):
    """What became of a count."""

    STORED = auto()
    KNOWN = auto()
    """It was entered before, or a later one was."""
    DOUBTED = auto()
    """More than there can be: to be asked once, nothing is stored."""
    IMPOSSIBLE = auto()
    THEIRS = auto()
    """The person has given another count since, and theirs stands."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Who enters it."""

    account_id: int
    name: str
    source: CountSource


def takes_entries(meeting: Meeting, now: datetime) -> datetime | None:
    """The moment under which something entered now is kept; None: nothing is taken."""
    if meeting.state == MeetingState.CALLED_OFF:
        return None
    return moment_of(meeting.starts_at, meeting.closed_at, now)


async def meeting_of(session: Unit, group_id: int, *, now: datetime) -> Meeting | None:
    """The group's meeting that takes entries now; None: there is none today, nor of late."""
    tomorrow = instant(local_day(now) + timedelta(days=1), time())
    meeting = await to_enter(session, group_id, tomorrow)
    return meeting if meeting is not None and takes_entries(meeting, now) else None


async def begin_now(
    session: Unit, group: Group, *, actor: tuple[str, int | None], now: datetime
) -> Meeting:
    """The group sits together though nothing was planned. Begun twice is begun once."""
    known = await meeting_of(session, group.id, now=now)
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
    note(session, "meeting", ("meeting", meeting.id), actor=actor, detail="now", now=now)
    return meeting


async def mark(
    session: Unit, meeting: Meeting, patient_id: int, told: int, account_id: int, *, now: datetime
) -> None:
    """Present or not, as the mark says; an older one than is known changes nothing."""
    at = takes_entries(meeting, now)
    row = await attendance_of(session, meeting.id, patient_id)
    if at is None or (row is not None and row.mark >= told):
        return
    if row is None:
        row = Attendance(meeting_id=meeting.id, patient_id=patient_id)
        session.add(row)
    row.mark, row.present = told, is_present(told)
    row.account_id, row.marked_at = account_id, at
    await session.flush()
    actor = ("account", account_id)
    note(session, "attendance", ("patient", patient_id), actor=actor, detail=str(told), now=now)


async def enter_count(
    session: Unit,
    meeting: Meeting,
    course: Course,
    told: Told,
    helper: Helper,
    *,
    sure: bool = False,
    now: datetime,
) -> Entered:
    """Under the meeting's own time, and shown to the patient. `sure`: they were asked."""
    at = takes_entries(meeting, now)
    row = await meeting_count_of(session, meeting.id, course.treatment_id)
    if at is None or (row is not None and Told(row.mark, row.remaining) >= told):
        return Entered.KNOWN
    if row is not None and _counted_themselves_since(course, row, helper):
        return Entered.THEIRS
    match check(course, told.pills, local_day(at)):
        case Plausibility.IMPOSSIBLE:
            return Entered.IMPOSSIBLE
        case Plausibility.MORE_THAN_POSSIBLE if not sure:
            return Entered.DOUBTED
    same = row is not None and row.remaining == told.pills
    if row is None:
        row = MeetingCount(meeting_id=meeting.id, treatment_id=course.treatment_id)
        session.add(row)
    row.mark, row.remaining = told.mark, told.pills
    row.account_id, row.counted_at = helper.account_id, at
    await session.flush()
    if not same:
        await _give(session, course, told.pills, helper, at=at, now=now)
    return Entered.STORED


def _counted_themselves_since(course: Course, row: MeetingCount, helper: Helper) -> bool:
    if helper.source in OWN:
        return False
    day = local_day(row.counted_at)
    return any(c.on == day and c.source in OWN and c.at >= row.counted_at for c in course.counts)


async def _give(
    session: Unit, course: Course, pills: Fraction, helper: Helper, *, at: datetime, now: datetime
) -> None:
    await give_count(
        session, course, pills, account_id=helper.account_id, source=helper.source, at=at, now=now
    )
    for account_id in await holders_of(session, course.patient_id):
        if account_id == helper.account_id:
            continue
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            "meetings.receipt",
            {
                "by": helper.name,
                "person": course.patient_name,
                "medicine": course.spoken_name,
                "treatment": course.treatment_id,
                "count": str(pills),
            },
            patient_id=course.patient_id,
            not_before=after_quiet(now),
            now=now,
        )
