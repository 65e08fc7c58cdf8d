"""Stories: whose they are, who reviews them, which are due, where they stand."""

from datetime import datetime

from sqlalchemy import or_, select

from db.enums import (
    AlertStatus,
    GroupKind,
    GroupState,
    HolderRole,
    MemberRole,
    OutboxStatus,
    Severity,
    StaffRole,
    StoryAudience,
    StoryState,
)
from db.models import Alert, Group, Holder, Membership, Outbox, Patient, Review, Staff, Story
from db.session import Unit

CLINIC_REVIEWERS = (StaffRole.COORDINATOR, StaffRole.NURSE)
"""Who reads a story where the group has no leader to do it."""


async def locked_story(session: Unit, story_id: int) -> Story | None:
    """The story as it is now; nobody else decides on it before this transaction ends."""
    found: Story | None = await session.scalar(
        select(Story)
        .where(Story.id == story_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def stories_of(session: Unit, account_id: int) -> list[Story]:
    """What this account has told and not taken back, newest first."""
    rows = await session.scalars(
        select(Story)
        .where(Story.account_id == account_id, Story.state != StoryState.WITHDRAWN)
        .order_by(Story.id.desc())
    )
    return list(rows)


async def stories_waiting_for(session: Unit, account_id: int, clinic_id: int | None) -> list[Story]:
    """What a leader has not decided on yet; with a clinic, what anybody of that clinic may."""
    led = select(Membership.group_id).where(
        Membership.account_id == account_id,
        Membership.role == MemberRole.LEADER,
        Membership.left_at.is_(None),
    )
    rows = await session.scalars(
        select(Story)
        .where(
            Story.group_id.in_(led.union(select(Group.id).where(Group.clinic_id == clinic_id))),
            Story.state == StoryState.SUBMITTED,
            Story.audience != StoryAudience.KEEP,
            Story.account_id != account_id,
        )
        .order_by(Story.id)
    )
    return list(rows)


async def peer_groups_of(session: Unit, account_id: int) -> list[Group]:
    rows = await session.scalars(
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(
            Membership.account_id == account_id,
            Membership.left_at.is_(None),
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
        )
        .order_by(Group.id)
    )
    return list(rows)


async def groups_like(session: Unit, group: Group) -> list[Group]:
    """The clinic's other groups of the same illness; none where the group names no illness."""
    if group.programme is None:
        return []
    rows = await session.scalars(
        select(Group)
        .where(
            Group.clinic_id == group.clinic_id,
            Group.programme == group.programme,
            Group.id != group.id,
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
            Group.chat_id.is_not(None),
        )
        .order_by(Group.id)
    )
    return list(rows)


async def in_emergency(session: Unit, patient_id: int, account_id: int) -> bool:
    """Whether an emergency of the patient, or of whoever holds the phone, is still open."""
    found = await session.scalar(
        select(Alert.id)
        .where(
            or_(Alert.patient_id == patient_id, Alert.account_id == account_id),
            Alert.severity == Severity.EMERGENCY,
            Alert.status != AlertStatus.RESOLVED,
        )
        .limit(1)
    )
    return found is not None


async def clinic_reviewers(session: Unit, clinic_id: int) -> list[int]:
    rows = await session.scalars(
        select(Staff.account_id)
        .where(
            Staff.clinic_id == clinic_id,
            Staff.role.in_(CLINIC_REVIEWERS),
            Staff.left_at.is_(None),
            Staff.account_id.is_not(None),
        )
        .order_by(Staff.id)
    )
    return [account_id for account_id in rows if account_id is not None]


async def last_review(session: Unit, story_id: int) -> Review | None:
    found: Review | None = await session.scalar(
        select(Review).where(Review.story_id == story_id).order_by(Review.id.desc()).limit(1)
    )
    return found


async def name_of(session: Unit, account_id: int) -> str | None:
    """What others call the owner of an account; None: we never asked."""
    staff = await session.scalar(
        select(Staff.name).where(Staff.account_id == account_id, Staff.left_at.is_(None)).limit(1)
    )
    if staff is not None:
        return staff
    return await session.scalar(
        select(Patient.name)
        .join(Holder, Holder.patient_id == Patient.id)
        .where(
            Holder.account_id == account_id,
            Holder.role == HolderRole.SELF,
            Holder.ended_at.is_(None),
        )
        .limit(1)
    )


async def stories_due(session: Unit, now: datetime) -> list[int]:
    rows = await session.scalars(
        select(Story.id)
        .where(Story.publish_at <= now, Story.state == StoryState.APPROVED)
        .order_by(Story.publish_at, Story.id)
    )
    return list(rows)


async def posts_of(session: Unit, story: Story) -> list[Outbox]:
    """Messages that carry the story: on their way, or in a chat that is not the teller's own."""
    rows = await session.scalars(
        select(Outbox)
        .where(
            Outbox.story_id == story.id,
            Outbox.method == "send",
            or_(Outbox.dest_kind != "account", Outbox.dest_id != story.account_id),
            Outbox.status.in_((OutboxStatus.SENDING, OutboxStatus.SENT)),
        )
        .order_by(Outbox.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)
