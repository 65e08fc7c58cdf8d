"""RSVPs, attendance and counts of meetings, and what follows from them."""

from datetime import date, datetime

from sqlalchemy import Select, exists, func, select

from db.enums import MeetingState
from db.models import (
    Attendance,
    Group,
    Holder,
    Meeting,
    MeetingCount,
    Membership,
    Patient,
    Rsvp,
    Treatment,
)
from db.queries.groups import ACTIVE_PEER_GROUP, HOLDER_IS_MEMBER, HOLDER_OF_PATIENT
from db.queries.reminders.pauses import paused_patients
from db.session import UnitOfWork


async def meetings_with_news(session: UnitOfWork, clinic_id: int) -> list[tuple[Meeting, Group]]:
    """Meetings with news that the group has not heard yet."""
    rows = await session.execute(
        select(Meeting, Group)
        .join(Group, Group.id == Meeting.group_id)
        .where(Group.clinic_id == clinic_id, Meeting.announce.is_not(None), ACTIVE_PEER_GROUP)
        .order_by(Meeting.announce_by, Meeting.id)
        .with_for_update(of=Meeting, skip_locked=True)
    )
    return [(meeting, group) for meeting, group in rows]


async def newest_meeting_before(
    session: UnitOfWork, group_id: int, before: datetime
) -> Meeting | None:
    """The newest meeting that starts before this time and was not called off."""
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


# RSVPs


async def rsvp_of(session: UnitOfWork, meeting_id: int, account_id: int) -> Rsvp | None:
    found: Rsvp | None = await session.scalar(
        select(Rsvp).where(Rsvp.meeting_id == meeting_id, Rsvp.account_id == account_id)
    )
    return found


async def attending_count(session: UnitOfWork, meeting: Meeting) -> int:
    """How many answered "yes" for the time at which the meeting is planned now."""
    found: int | None = await session.scalar(
        select(func.count()).where(
            Rsvp.meeting_id == meeting.id,
            Rsvp.starts_at == meeting.starts_at,
            Rsvp.attending,
        )
    )
    return found or 0


async def accounts_to_remind(session: UnitOfWork, meeting: Meeting, today: date) -> dict[int, int]:
    """Accounts of the group with one patient each, without paused ones and those who declined."""
    declined = exists().where(
        Rsvp.meeting_id == meeting.id,
        Rsvp.account_id == Holder.account_id,
        Rsvp.starts_at == meeting.starts_at,
        ~Rsvp.attending,
    )
    return await _without_paused(
        session, _accounts_of_group(meeting.group_id).where(~declined), today
    )


def _accounts_of_group(group_id: int) -> Select[int, int]:
    """Select (account, patient) of the members of a group."""
    return (
        select(Holder.account_id, Patient.id)
        .join(Patient, HOLDER_OF_PATIENT)
        .join(Membership, HOLDER_IS_MEMBER)
        .where(Membership.group_id == group_id, Patient.left_on.is_(None))
        .order_by(Holder.account_id, Holder.role.desc(), Patient.id)
    )


async def _without_paused(
    session: UnitOfWork, accounts: Select[int, int], today: date
) -> dict[int, int]:
    """One patient for each account, without paused patients."""
    found = [(account, patient) for account, patient in await session.execute(accounts)]
    paused = await paused_patients(session, [patient for _, patient in found], today)
    first: dict[int, int] = {}
    for account, patient in found:
        if patient not in paused:
            first.setdefault(account, patient)
    return first


# Attendance


async def attendance_of(session: UnitOfWork, meeting_id: int, patient_id: int) -> Attendance | None:
    found: Attendance | None = await session.scalar(
        select(Attendance).where(
            Attendance.meeting_id == meeting_id, Attendance.patient_id == patient_id
        )
    )
    return found


async def attendance_marks(session: UnitOfWork, meeting_id: int) -> dict[int, int]:
    """Marks by patient, of those who were ever marked."""
    rows = await session.execute(
        select(Attendance.patient_id, Attendance.mark).where(
            Attendance.meeting_id == meeting_id, Attendance.patient_id.is_not(None)
        )
    )
    return {patient: mark for patient, mark in rows if patient is not None}


async def present_count(session: UnitOfWork, meeting_id: int) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(Attendance.meeting_id == meeting_id, Attendance.present)
    )
    return found or 0


async def absent_accounts(session: UnitOfWork, meeting: Meeting, today: date) -> dict[int, int]:
    """Accounts of which no patient was present, with one patient each, without paused patients."""
    present = exists().where(
        Attendance.meeting_id == meeting.id,
        Attendance.patient_id == Patient.id,
        Attendance.present,
    )
    was_there = (
        select(Holder.account_id).join(Patient, HOLDER_OF_PATIENT).where(present).scalar_subquery()
    )
    absent = _accounts_of_group(meeting.group_id).where(Holder.account_id.not_in(was_there))
    return await _without_paused(session, absent, today)


# Counts


async def meeting_count_of(
    session: UnitOfWork, meeting_id: int, treatment_id: int
) -> MeetingCount | None:
    found: MeetingCount | None = await session.scalar(
        select(MeetingCount).where(
            MeetingCount.meeting_id == meeting_id, MeetingCount.treatment_id == treatment_id
        )
    )
    return found


async def entered_counts(session: UnitOfWork, meeting_id: int) -> dict[int, tuple[int, int]]:
    """(patient, mark of the count) by treatment."""
    rows = await session.execute(
        select(MeetingCount.treatment_id, Treatment.patient_id, MeetingCount.mark)
        .join(Treatment, Treatment.id == MeetingCount.treatment_id)
        .where(MeetingCount.meeting_id == meeting_id)
    )
    return {treatment: (patient, mark) for treatment, patient, mark in rows}


# Afterwards


async def unsettled_meetings(
    session: UnitOfWork, clinic_id: int, before: datetime
) -> list[Meeting]:
    """Meetings that started before this time and are not settled, the oldest first."""
    rows = await session.scalars(
        select(Meeting)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Group.clinic_id == clinic_id,
            Meeting.settled_at.is_(None),
            Meeting.starts_at < before,
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .with_for_update(of=Meeting, skip_locked=True)
    )
    return list(rows)


async def patients_absent_twice(session: UnitOfWork, meeting: Meeting) -> list[int]:
    """Patients who were in the group at this meeting and the one before, but attended neither.

    Without whoever entered the attendance of others there: they only forgot themselves.
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
    attended = exists().where(
        Attendance.meeting_id.in_([meeting.id, before.id]),
        Attendance.patient_id == Patient.id,
        Attendance.present,
    )
    entered = select(Attendance.account_id).where(
        Attendance.meeting_id.in_([meeting.id, before.id])
    )
    rows = await session.scalars(
        select(Patient.id)
        .join(Holder, HOLDER_OF_PATIENT)
        .join(Membership, HOLDER_IS_MEMBER)
        .where(
            Membership.group_id == meeting.group_id,
            Membership.joined_at <= before.starts_at,
            Patient.left_on.is_(None),
            Holder.account_id.not_in(entered),
            ~attended,
        )
        .distinct()
        .order_by(Patient.id)
    )
    return list(rows)


async def patient_of_treatment(session: UnitOfWork, treatment_id: int) -> int | None:
    found: int | None = await session.scalar(
        select(Treatment.patient_id).where(Treatment.id == treatment_id)
    )
    return found
