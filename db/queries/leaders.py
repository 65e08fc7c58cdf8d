"""Leaders of groups: who leads, whom they may help, who could stand in, what waits for them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from db.enums import ConsentScope, GroupState, HolderRole, MemberRole, StoryState
from db.models import Account, Consent, Greeting, Group, Holder, Membership, Patient, Story
from db.queries.groups import ACTIVE_PEER_GROUP, HOLDER_IS_MEMBER, HOLDER_OF_PATIENT
from db.session import UnitOfWork

STILL_MEMBER = Membership.left_at.is_(None)


async def memberships_of_leaders(session: UnitOfWork, group_id: int) -> list[Membership]:
    """Of everybody who leads the group, resting leaders too; the longest serving first."""
    rows = await session.scalars(
        select(Membership)
        .where(Membership.group_id == group_id, Membership.role == MemberRole.LEADER, STILL_MEMBER)
        .order_by(Membership.id)
    )
    return list(rows)


async def stand_in_candidates(
    session: UnitOfWork, group_id: int, limit: int
) -> list[tuple[int, str]]:
    """(account, name) of members who have their own phone."""
    rows = await session.execute(
        select(Membership.account_id, func.min(Patient.name))
        .join(Holder, Holder.account_id == Membership.account_id)
        .join(Patient, Patient.id == Holder.patient_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.group_id == group_id,
            Membership.role == MemberRole.MEMBER,
            STILL_MEMBER,
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


async def memberships_past_last_day(
    session: UnitOfWork, clinic_id: int, today: date
) -> list[Membership]:
    """Of leaders whose rest, and of stand-ins whose week, has passed."""
    rows = await session.scalars(
        select(Membership)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Group.clinic_id == clinic_id,
            or_(Membership.rests_until < today, Membership.leads_until < today),
        )
    )
    return list(rows)


async def active_peer_groups(session: UnitOfWork, clinic_id: int) -> list[Group]:
    rows = await session.scalars(
        select(Group).where(Group.clinic_id == clinic_id, ACTIVE_PEER_GROUP).order_by(Group.id)
    )
    return list(rows)


async def names_to_greet(
    session: UnitOfWork, group_id: int, patients: Sequence[int], since: datetime
) -> list[str]:
    """Names among `patients` whom the leaders were asked to greet since then."""
    rows = await session.scalars(
        select(Patient.name)
        .join(Greeting, Greeting.patient_id == Patient.id)
        .where(
            Patient.id.in_(patients),
            Greeting.asked_leader,
            Greeting.asked_at > since,
            select(Membership.id)
            .join(Holder, HOLDER_OF_PATIENT)
            .where(HOLDER_IS_MEMBER, Membership.group_id == group_id)
            .exists(),
        )
        .distinct()
        .order_by(Patient.name)
    )
    return list(rows)


async def waiting_story_count(session: UnitOfWork, group_id: int) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(Story.group_id == group_id, Story.state == StoryState.SUBMITTED)
    )
    return found or 0


async def leads_a_group(session: UnitOfWork, account_id: int) -> bool:
    found = await session.scalar(
        select(Membership.id)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Membership.account_id == account_id,
            Membership.role == MemberRole.LEADER,
            Membership.left_at.is_(None),
            Group.state == GroupState.ACTIVE,
        )
        .limit(1)
    )
    return found is not None


async def patients_helped_by(session: UnitOfWork, account_id: int) -> list[Patient]:
    """Ordered by name, without patients whom the leader acts for anyway."""
    lead, member, own = aliased(Membership), aliased(Membership), aliased(Holder)
    held_by_leader = exists().where(
        own.account_id == account_id, own.patient_id == Patient.id, own.ended_at.is_(None)
    )
    rows = await session.scalars(
        select(Patient)
        .where(
            Patient.left_on.is_(None),
            ~held_by_leader,
            _said_yes(ConsentScope.LEADER),
            _said_yes(ConsentScope.CARE),
            Patient.id.in_(
                select(Holder.patient_id)
                .join(member, member.account_id == Holder.account_id)
                .join(lead, lead.group_id == member.group_id)
                .join(Group, Group.id == lead.group_id)
                .where(
                    Holder.ended_at.is_(None),
                    member.left_at.is_(None),
                    lead.left_at.is_(None),
                    lead.account_id == account_id,
                    lead.role == MemberRole.LEADER,
                    Group.state == GroupState.ACTIVE,
                    Group.clinic_id == Patient.clinic_id,
                )
            ),
        )
        .order_by(Patient.name, Patient.id)
    )
    return list(rows)


def _said_yes(scope: ConsentScope) -> ColumnElement[bool]:
    return exists().where(
        Consent.patient_id == Patient.id, Consent.scope == scope, Consent.withdrawn_at.is_(None)
    )
