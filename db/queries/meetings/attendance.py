"""What was entered at meetings, and what follows from it."""

from datetime import date, datetime

from sqlalchemy import Select, exists, func, select

from db.enums import MeetingState
from db.models import (
    Attendance,
    Group,
    Holder,
    Meeting,
    MeetingAnswer,
    MeetingCount,
    Membership,
    Patient,
    Treatment,
)
from db.queries.meetings.schedule import ACTIVE, HELD, IN_GROUP
from db.queries.reminders import paused
from db.session import Unit


async def with_news(session: Unit) -> list[tuple[Meeting, Group]]:
    """Meetings of which a group has something still to hear."""
    rows = await session.execute(
        select(Meeting, Group)
        .join(Group, Group.id == Meeting.group_id)
        .where(Meeting.announce.is_not(None), ACTIVE)
        .order_by(Meeting.announce_by, Meeting.id)
        .with_for_update(of=Meeting, skip_locked=True)
    )
    return [(meeting, group) for meeting, group in rows]


async def to_enter(session: Unit, group_id: int, before: datetime) -> Meeting | None:
    """The newest meeting that begins before an instant and was not called off."""
    found: Meeting | None = await session.scalar(
        select(Meeting)
        .where(
            Meeting.group_id == group_id,
            Meeting.state != MeetingState.CALLED_OFF,
            Meeting.starts_at < before,
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(1)
    )
    return found


# Who means to come


async def answer_of(session: Unit, meeting_id: int, account_id: int) -> MeetingAnswer | None:
    found: MeetingAnswer | None = await session.scalar(
        select(MeetingAnswer).where(
            MeetingAnswer.meeting_id == meeting_id, MeetingAnswer.account_id == account_id
        )
    )
    return found


async def coming_to(session: Unit, meeting: Meeting) -> int:
    """How many said so of the day on which it is now."""
    found: int | None = await session.scalar(
        select(func.count()).where(
            MeetingAnswer.meeting_id == meeting.id,
            MeetingAnswer.starts_at == meeting.starts_at,
            MeetingAnswer.coming,
        )
    )
    return found or 0


async def to_remind(session: Unit, meeting: Meeting, today: date) -> dict[int, int]:
    """Accounts of the group with one patient each, without who is away or does not come."""
    declined = exists().where(
        MeetingAnswer.meeting_id == meeting.id,
        MeetingAnswer.account_id == Holder.account_id,
        MeetingAnswer.starts_at == meeting.starts_at,
        ~MeetingAnswer.coming,
    )
    return await _at_home(session, _speaking(meeting.group_id).where(~declined), today)


def _speaking(group_id: int) -> Select[int, int]:
    """(account, patient) of the members of a group."""
    return (
        select(Holder.account_id, Patient.id)
        .join(Patient, HELD)
        .join(Membership, IN_GROUP)
        .where(Membership.group_id == group_id, Patient.left_on.is_(None))
        .order_by(Holder.account_id, Holder.role.desc(), Patient.id)
    )


async def _at_home(session: Unit, speaking: Select[int, int], today: date) -> dict[int, int]:
    found = [(account, patient) for account, patient in await session.execute(speaking)]
    away = await paused(session, [patient for _, patient in found], today)
    first: dict[int, int] = {}
    for account, patient in found:
        if patient not in away:
            first.setdefault(account, patient)
    return first


# Who came


async def attendance_of(session: Unit, meeting_id: int, patient_id: int) -> Attendance | None:
    found: Attendance | None = await session.scalar(
        select(Attendance).where(
            Attendance.meeting_id == meeting_id, Attendance.patient_id == patient_id
        )
    )
    return found


async def marks_of(session: Unit, meeting_id: int) -> dict[int, int]:
    """By patient; who has none was never marked."""
    rows = await session.execute(
        select(Attendance.patient_id, Attendance.mark).where(
            Attendance.meeting_id == meeting_id, Attendance.patient_id.is_not(None)
        )
    )
    return {patient: mark for patient, mark in rows if patient is not None}


async def came_to(session: Unit, meeting_id: int) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(Attendance.meeting_id == meeting_id, Attendance.present)
    )
    return found or 0


async def absent_accounts(session: Unit, meeting: Meeting, today: date) -> dict[int, int]:
    """Accounts with one absent patient each, of which nobody was there; not those away."""
    here = exists().where(
        Attendance.meeting_id == meeting.id,
        Attendance.patient_id == Patient.id,
        Attendance.present,
    )
    was_there = select(Holder.account_id).join(Patient, HELD).where(here).scalar_subquery()
    absent = _speaking(meeting.group_id).where(Holder.account_id.not_in(was_there))
    return await _at_home(session, absent, today)


# What they counted


async def meeting_count_of(
    session: Unit, meeting_id: int, treatment_id: int
) -> MeetingCount | None:
    found: MeetingCount | None = await session.scalar(
        select(MeetingCount).where(
            MeetingCount.meeting_id == meeting_id, MeetingCount.treatment_id == treatment_id
        )
    )
    return found


async def counted_at(session: Unit, meeting_id: int) -> dict[int, tuple[int, int]]:
    """By treatment: its patient, and the mark of its count."""
    rows = await session.execute(
        select(MeetingCount.treatment_id, Treatment.patient_id, MeetingCount.mark)
        .join(Treatment, Treatment.id == MeetingCount.treatment_id)
        .where(MeetingCount.meeting_id == meeting_id)
    )
    return {treatment: (patient, mark) for treatment, patient, mark in rows}


# What follows


async def unsettled(session: Unit, before: datetime) -> list[Meeting]:
    """Begun before an instant, and what follows from them was not done yet; the oldest first."""
    rows = await session.scalars(
        select(Meeting)
        .where(Meeting.settled_at.is_(None), Meeting.starts_at < before)
        .order_by(Meeting.starts_at, Meeting.id)
        .with_for_update(skip_locked=True)
    )
    return list(rows)


async def missed_twice(session: Unit, meeting: Meeting) -> list[int]:
    """Patients of the group at both, this meeting and the one before, and present at neither.

    Not who entered others there, and forgot themselves.
    """
    before: Meeting | None = await session.scalar(
        select(Meeting)
        .where(
            Meeting.group_id == meeting.group_id,
            Meeting.state == MeetingState.HELD,
            Meeting.starts_at < meeting.starts_at,
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(1)
    )
    if before is None:
        return []
    came = exists().where(
        Attendance.meeting_id.in_([meeting.id, before.id]),
        Attendance.patient_id == Patient.id,
        Attendance.present,
    )
    entered = select(Attendance.account_id).where(
        Attendance.meeting_id.in_([meeting.id, before.id])
    )
    rows = await session.scalars(
        select(Patient.id)
        .join(Holder, HELD)
        .join(Membership, IN_GROUP)
        .where(
            Membership.group_id == meeting.group_id,
            Membership.joined_at <= before.starts_at,
            Patient.left_on.is_(None),
            Holder.account_id.not_in(entered),
            ~came,
        )
        .distinct()
        .order_by(Patient.id)
    )
    return list(rows)


async def names_of_group(session: Unit, group_id: int) -> dict[int, str]:
    """By patient, in the order of a list that people look somebody up in."""
    rows = await session.execute(
        select(Patient.id, Patient.name)
        .where(
            Patient.left_on.is_(None),
            exists().where(HELD, IN_GROUP, Membership.group_id == group_id),
        )
        .order_by(Patient.name, Patient.id)
    )
    return {row[0]: row[1] for row in rows}


async def patient_of_treatment(session: Unit, treatment_id: int) -> int | None:
    found: int | None = await session.scalar(
        select(Treatment.patient_id).where(Treatment.id == treatment_id)
    )
    return found
