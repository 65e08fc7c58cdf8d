"""Leaders: who leads, who rests, who could stand in, and what waits for them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select

from db.enums import HolderRole, MemberRole, StoryState
from db.models import Account, Greeting, Group, Holder, Membership, Patient, Story
from db.queries.meetings.schedule import ACTIVE, HELD, IN_GROUP
from db.session import Unit

OPEN = Membership.left_at.is_(None)


async def leading(session: Unit, group_id: int) -> list[Membership]:
    """Everybody who leads the group, also who rests; the longest serving first."""
    rows = await session.scalars(
        select(Membership)
        .where(Membership.group_id == group_id, Membership.role == MemberRole.LEADER, OPEN)
        .order_by(Membership.id)
    )
    return list(rows)


async def could_lead(session: Unit, group_id: int, limit: int) -> list[tuple[int, str]]:
    """Members with a phone of their own: (account, name)."""
    rows = await session.execute(
        select(Membership.account_id, func.min(Patient.name))
        .join(Holder, Holder.account_id == Membership.account_id)
        .join(Patient, Patient.id == Holder.patient_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.group_id == group_id,
            Membership.role == MemberRole.MEMBER,
            OPEN,
            Holder.role == HolderRole.SELF,
            Holder.ended_at.is_(None),
            Patient.left_on.is_(None),
            Account.unreachable_since.is_(None),
        )
        .group_by(Membership.account_id)
        .order_by(Membership.account_id)
        .limit(limit)
    )
    return [(account, name) for account, name in rows]


async def over_by(session: Unit, today: date) -> list[Membership]:
    """Rests and hand-overs whose last day is past."""
    rows = await session.scalars(
        select(Membership).where(
            or_(Membership.rests_until < today, Membership.leads_until < today)
        )
    )
    return list(rows)


async def active_groups(session: Unit) -> list[Group]:
    return list(await session.scalars(select(Group).where(ACTIVE).order_by(Group.id)))


async def to_greet(
    session: Unit, group_id: int, patients: Sequence[int], since: datetime
) -> list[str]:
    """Names of whom the leaders were asked to greet of late, of those given."""
    rows = await session.scalars(
        select(Patient.name)
        .join(Greeting, Greeting.patient_id == Patient.id)
        .where(
            Patient.id.in_(patients),
            Greeting.told_leader,
            Greeting.told_at > since,
            select(Membership.id)
            .join(Holder, HELD)
            .where(IN_GROUP, Membership.group_id == group_id)
            .exists(),
        )
        .distinct()
        .order_by(Patient.name)
    )
    return list(rows)


async def stories_waiting(session: Unit, group_id: int) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(Story.group_id == group_id, Story.state == StoryState.SUBMITTED)
    )
    return found or 0
