"""The schedule of meetings, and what is needed before one."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import exists, func, select

from db.enums import ConsentScope, MeetingState
from db.models import (
    AdherenceSummary,
    Consent,
    Group,
    Holder,
    Medicine,
    Meeting,
    Membership,
    Patient,
    Pause,
    PillCount,
    Treatment,
)
from db.queries.groups import ACTIVE_PEER_GROUP, HOLDER_IS_MEMBER, HOLDER_OF_PATIENT
from db.queries.reminders.pauses import pause_covers
from db.session import UnitOfWork


async def next_meeting(session: UnitOfWork, group_id: int, now: datetime) -> Meeting | None:
    found: Meeting | None = await session.scalar(
        select(Meeting)
        .where(
            Meeting.group_id == group_id,
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at > now,
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )
    return found


async def locked_meeting(session: UnitOfWork, meeting_id: int) -> Meeting | None:
    found: Meeting | None = await session.scalar(
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def planned_meetings_until(
    session: UnitOfWork, clinic_id: int, now: datetime, until: datetime
) -> list[Meeting]:
    """Planned meetings of groups that the bot is still in, the earliest first."""
    rows = await session.scalars(
        select(Meeting)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at > now,
            Meeting.starts_at <= until,
            Group.clinic_id == clinic_id,
            ACTIVE_PEER_GROUP,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return list(rows)


async def groups_without_a_meeting(
    session: UnitOfWork, clinic_id: int, now: datetime
) -> list[Group]:
    """Groups of a clinic with a monthly rule and no planned meeting."""
    planned = exists().where(
        Meeting.group_id == Group.id,
        Meeting.state == MeetingState.PLANNED,
        Meeting.starts_at > now,
    )
    rows = await session.scalars(
        select(Group)
        .where(
            Group.clinic_id == clinic_id, ACTIVE_PEER_GROUP, Group.meets_nth.is_not(None), ~planned
        )
        .order_by(Group.id)
    )
    return list(rows)


async def last_rule_day(session: UnitOfWork, group_id: int) -> date | None:
    """The newest day that a rule planned, even if it was called off since."""
    found: date | None = await session.scalar(
        select(func.max(Meeting.rule_on)).where(Meeting.group_id == group_id)
    )
    return found


async def places_of_group(session: UnitOfWork, group_id: int) -> list[str]:
    """Places where the group has met, the newest first."""
    rows = await session.scalars(
        select(Meeting.place)
        .where(Meeting.group_id == group_id, Meeting.place.is_not(None))
        .group_by(Meeting.place)
        .order_by(func.max(Meeting.id).desc())
    )
    return [place for place in rows if place]


async def patients_counted_since(
    session: UnitOfWork, patients: Collection[int], since: date
) -> set[int]:
    rows = await session.scalars(
        select(Treatment.patient_id)
        .join(PillCount, PillCount.treatment_id == Treatment.id)
        .where(
            Treatment.patient_id.in_(list(patients)),
            PillCount.counted_on >= since,
            PillCount.replaced_at.is_(None),
        )
    )
    return set(rows)


async def medicines_running_out(
    session: UnitOfWork, group_id: int, run_out_by: date, today: date
) -> list[tuple[int, str, str, date]]:
    """(patient, name, medicine, last day) of medicines that end by a day.

    Only of patients who allowed the leader to know, without paused patients.
    """
    away = exists().where(Pause.patient_id == Patient.id, pause_covers(today))
    rows = await session.execute(
        select(Patient.id, Patient.name, Treatment.spoken_name, AdherenceSummary.run_out_on)
        .join(Treatment, Treatment.patient_id == Patient.id)
        .join(Medicine, Medicine.id == Treatment.medicine_id)
        .join(AdherenceSummary, AdherenceSummary.treatment_id == Treatment.id)
        .where(
            Patient.left_on.is_(None),
            Treatment.stopped_on.is_(None),
            Medicine.countable,
            AdherenceSummary.run_out_on <= run_out_by,
            ~away,
            exists().where(HOLDER_OF_PATIENT, HOLDER_IS_MEMBER, Membership.group_id == group_id),
            exists().where(
                Consent.patient_id == Patient.id,
                Consent.scope == ConsentScope.LEADER,
                Consent.withdrawn_at.is_(None),
            ),
        )
        .order_by(AdherenceSummary.run_out_on, Patient.id)
    )
    return [(id_, name, medicine, ends) for id_, name, medicine, ends in rows if ends]


async def group_is_paused(session: UnitOfWork, group_id: int, today: date) -> bool:
    found = await session.scalar(
        select(Pause.id).where(Pause.group_id == group_id, pause_covers(today)).limit(1)
    )
    return found is not None


async def next_meeting_of_patient(
    session: UnitOfWork, patient_id: int, since: datetime
) -> Meeting | None:
    """The next planned meeting of any group that somebody who speaks for the patient is in."""
    found: Meeting | None = await session.scalar(
        select(Meeting)
        .join(Membership, Membership.group_id == Meeting.group_id)
        .join(Holder, Holder.account_id == Membership.account_id)
        .where(
            Holder.patient_id == patient_id,
            Holder.ended_at.is_(None),
            Membership.left_at.is_(None),
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at >= since,
        )
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    return found
