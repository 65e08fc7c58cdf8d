"""Stories to publish, consents to renew, and the next story for a group."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select

from db.enums import (
    GroupKind,
    GroupState,
    OutboxClass,
    OutboxStatus,
    StoryAudience,
    StoryState,
)
from db.models import Group, Outbox, Patient, Slot, Story, StoryHelped
from db.queries.stories import consent_holds, open_emergency_exists
from db.session import UnitOfWork

POSTED = (OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.SENT, OutboxStatus.UNKNOWN)


async def stories_to_publish(session: UnitOfWork, now: datetime) -> list[int]:
    rows = await session.scalars(
        select(Story.id)
        .where(Story.publish_at <= now, Story.state == StoryState.APPROVED)
        .order_by(Story.publish_at, Story.id)
    )
    return list(rows)


async def stories_to_renew(session: UnitOfWork, now: datetime) -> list[int]:
    rows = await session.scalars(
        select(Story.id).where(Story.ask_again_at <= now).order_by(Story.ask_again_at, Story.id)
    )
    return list(rows)


async def groups_without_story(
    session: UnitOfWork, job: str, week: datetime, *, weekday: int, hour: int
) -> list[int]:
    """Groups without a story in this week whose story day and hour have come. Monday is 0."""
    posted = exists().where(
        Slot.job == job, Slot.scope == cast(Group.id, String), Slot.due_at == week
    )
    rows = await session.scalars(
        select(Group.id)
        .where(
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
            Group.chat_id.is_not(None),
            Group.story_hour <= hour,
            or_(Group.story_weekday.is_(None), Group.story_weekday == weekday),
            ~posted,
        )
        .order_by(Group.id)
    )
    return list(rows)


def may_reach(group: Group, now: datetime) -> ColumnElement[bool]:
    """Whether the consent covers this group: the story's own, or one with the same illness."""
    own = and_(Story.group_id == group.id, consent_holds([StoryAudience.GROUP], now))
    if group.programme is None:
        return own
    alike = select(Group.id).where(
        Group.id != group.id,
        Group.clinic_id == group.clinic_id,
        Group.programme == group.programme,
    )
    return or_(
        own, and_(Story.group_id.in_(alike), consent_holds([StoryAudience.SAME_ILLNESS], now))
    )


async def next_story_for_group(session: UnitOfWork, group: Group, now: datetime) -> Story | None:
    """The story that helped most people; of equal ones the group's own, then the oldest.

    Only stories that the group may hear and has not heard.
    """
    heard = exists().where(
        Outbox.story_id == Story.id,
        Outbox.klass == OutboxClass.STORY,
        Outbox.dest_kind == "group",
        Outbox.dest_id == group.id,
        Outbox.method == "send",
        Outbox.status.in_(POSTED),
    )
    helped = (
        select(func.count()).where(StoryHelped.story_id == Story.id).correlate(Story)
    ).scalar_subquery()
    found: Story | None = await session.scalar(
        select(Story)
        .join(Patient, Patient.id == Story.patient_id)
        .where(
            Story.state == StoryState.PUBLISHED,
            Patient.left_on.is_(None),
            may_reach(group, now),
            ~heard,
            ~open_emergency_exists(),
        )
        .order_by(helped.desc(), (Story.group_id == group.id).desc(), Story.published_at, Story.id)
        .limit(1)
        .with_for_update(of=Story)
        .execution_options(populate_existing=True)
    )
    return found


async def outbox_id_of_key(session: UnitOfWork, dedup_key: str) -> int | None:
    found: int | None = await session.scalar(select(Outbox.id).where(Outbox.dedup_key == dedup_key))
    return found
