"""Which story a group hears next, and when what falls due."""

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
from db.queries.stories import allows, emergency_of
from db.session import Unit

HEARD = (OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.SENT, OutboxStatus.UNKNOWN)


async def stories_due(session: Unit, now: datetime) -> list[int]:
    rows = await session.scalars(
        select(Story.id)
        .where(Story.publish_at <= now, Story.state == StoryState.APPROVED)
        .order_by(Story.publish_at, Story.id)
    )
    return list(rows)


async def stories_to_ask_about(session: Unit, now: datetime) -> list[int]:
    rows = await session.scalars(
        select(Story.id).where(Story.ask_again_at <= now).order_by(Story.ask_again_at, Story.id)
    )
    return list(rows)


async def groups_without_story(
    session: Unit, job: str, week: datetime, *, weekday: int, hour: int
) -> list[int]:
    """Groups that heard none in this week and whose day and hour have come. Monday is 0."""
    told = exists().where(
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
            ~told,
        )
        .order_by(Group.id)
    )
    return list(rows)


def reaches(group: Group, now: datetime) -> ColumnElement[bool]:
    """Whether the teller's yes lets this group hear it: their own, or one of the same illness."""
    own = and_(Story.group_id == group.id, allows([StoryAudience.GROUP], now))
    if group.programme is None:
        return own
    alike = select(Group.id).where(
        Group.id != group.id,
        Group.clinic_id == group.clinic_id,
        Group.programme == group.programme,
    )
    return or_(own, and_(Story.group_id.in_(alike), allows([StoryAudience.SAME_ILLNESS], now)))


async def story_for(session: Unit, group: Group, now: datetime) -> Story | None:
    """What helped most and was not heard there; then the group's own, then the longest told."""
    heard = exists().where(
        Outbox.story_id == Story.id,
        Outbox.klass == OutboxClass.STORY,
        Outbox.dest_kind == "group",
        Outbox.dest_id == group.id,
        Outbox.method == "send",
        Outbox.status.in_(HEARD),
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
            reaches(group, now),
            ~heard,
            ~emergency_of(),
        )
        .order_by(helped.desc(), (Story.group_id == group.id).desc(), Story.published_at, Story.id)
        .limit(1)
        .with_for_update(of=Story)
        .execution_options(populate_existing=True)
    )
    return found


async def row_of(session: Unit, dedup_key: str) -> int | None:
    found: int | None = await session.scalar(select(Outbox.id).where(Outbox.dedup_key == dedup_key))
    return found
