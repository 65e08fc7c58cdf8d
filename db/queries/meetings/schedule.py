"""Meetings: which comes next, for whom, and what is to be told before it."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import and_, exists, func, select

from db.enums import ConsentScope, GroupKind, GroupState, MeetingState
from db.models import (
    Consent,
    Group,
    Holder,
    Medicine,
    Meeting,
    Membership,
    Outlook,
    Patient,
    Pause,
    PillCount,
    Treatment,
)
from db.queries.reminders import holds_on
from db.session import Unit

ACTIVE = and_(Group.kind == GroupKind.PEER, Group.state == GroupState.ACTIVE)
IN_GROUP = and_(Membership.account_id == Holder.account_id, Membership.left_at.is_(None))
HELD = and_(Holder.patient_id == Patient.id, Holder.ended_at.is_(None))


async def next_meeting(session: Unit, group_id: int, now: datetime) -> Meeting | None:
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


async def locked_meeting(session: Unit, meeting_id: int) -> Meeting | None:
    found: Meeting | None = await session.scalar(
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def meetings_until(session: Unit, now: datetime, until: datetime) -> list[Meeting]:
    """Planned ones of groups that the bot is still in, the first first."""
    rows = await session.scalars(
        select(Meeting)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at > now,
            Meeting.starts_at <= until,
            ACTIVE,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return list(rows)


async def groups_without_a_meeting(session: Unit, now: datetime) -> list[Group]:
    """Groups with a monthly rule and nothing planned."""
    planned = exists().where(
        Meeting.group_id == Group.id,
        Meeting.state == MeetingState.PLANNED,
        Meeting.starts_at > now,
    )
    rows = await session.scalars(
        select(Group).where(ACTIVE, Group.meets_nth.is_not(None), ~planned).order_by(Group.id)
    )
    return list(rows)


async def last_rule_day(session: Unit, group_id: int) -> date | None:
    """The newest day of a rule that was planned, also one called off since."""
    found: date | None = await session.scalar(
        select(func.max(Meeting.rule_on)).where(Meeting.group_id == group_id)
    )
    return found


async def places_of(session: Unit, group_id: int) -> list[str]:
    """Where the group has met, the newest place first."""
    rows = await session.scalars(
        select(Meeting.place)
        .where(Meeting.group_id == group_id, Meeting.place.is_not(None))
        .group_by(Meeting.place)
        .order_by(func.max(Meeting.id).desc())
    )
    return [place for place in rows if place]


async def patients_of_group(session: Unit, group_id: int) -> list[Patient]:
    """Those for whom a member of the group speaks, and who are still looked after."""
    rows = await session.scalars(
        select(Patient)
        .where(
            Patient.left_on.is_(None),
            exists().where(HELD, IN_GROUP, Membership.group_id == group_id),
        )
        .order_by(Patient.id)
    )
    return list(rows)


async def counted_since(session: Unit, patients: Collection[int], since: date) -> set[int]:
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


async def refills_of_group(
    session: Unit, group_id: int, run_out_by: date, today: date
) -> list[tuple[int, str, str, date]]:
    """Whose medicine ends by a day: (patient, name, medicine, day). Only who let the leader know.

    Nobody who is away.
    """
    away = exists().where(Pause.patient_id == Patient.id, holds_on(today))
    rows = await session.execute(
        select(Patient.id, Patient.name, Treatment.spoken_name, Outlook.run_out_on)
        .join(Treatment, Treatment.patient_id == Patient.id)
        .join(Medicine, Medicine.id == Treatment.medicine_id)
        .join(Outlook, Outlook.treatment_id == Treatment.id)
        .where(
            Patient.left_on.is_(None),
            Treatment.stopped_on.is_(None),
            Medicine.countable,
            Outlook.run_out_on <= run_out_by,
            ~away,
            exists().where(HELD, IN_GROUP, Membership.group_id == group_id),
            exists().where(
                Consent.patient_id == Patient.id,
                Consent.scope == ConsentScope.LEADER,
                Consent.withdrawn_at.is_(None),
            ),
        )
        .order_by(Outlook.run_out_on, Patient.id)
    )
    return [(id_, name, medicine, ends) for id_, name, medicine, ends in rows if ends]


async def group_is_paused(session: Unit, group_id: int, today: date) -> bool:
    found = await session.scalar(
        select(Pause.id).where(Pause.group_id == group_id, holds_on(today)).limit(1)
    )
    return found is not None
