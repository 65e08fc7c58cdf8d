"""Who reads a story before others hear it, and what has been waiting to be read."""

from datetime import datetime

from sqlalchemy import and_, or_, select

from db.enums import (
    MemberRole,
    ReviewDecision,
    StaffRole,
    StoryReader,
    StoryState,
)
from db.models import Group, Membership, Review, Staff, Story
from db.session import Unit

CLINIC_READERS = (StaffRole.COORDINATOR, StaffRole.NURSE)
"""Who is asked at the clinic first."""


async def stories_waiting_for(session: Unit, account_id: int, clinic_id: int | None) -> list[Story]:
    """What this person may decide on now, the longest waiting first.

    With a clinic: what waits for it, what nobody led by anybody else can read, and what was left
    waiting by the leaders.
    """
    led = select(Membership.group_id).where(
        Membership.account_id == account_id,
        Membership.role == MemberRole.LEADER,
        Membership.left_at.is_(None),
    )
    of_clinic = select(Group.id).where(Group.clinic_id == clinic_id)
    rows = await session.scalars(
        select(Story)
        .where(
            Story.state == StoryState.SUBMITTED,
            Story.account_id != account_id,
            or_(
                and_(Story.group_id.in_(led), Story.waits_for == StoryReader.LEADER),
                and_(
                    Story.group_id.in_(of_clinic),
                    or_(Story.waits_for == StoryReader.CLINIC, Story.nudges > 0),
                ),
            ),
        )
        .order_by(Story.id)
    )
    return list(rows)


async def clinic_readers(session: Unit, clinic_id: int) -> list[int]:
    rows = await session.scalars(
        select(Staff.account_id)
        .where(
            Staff.clinic_id == clinic_id,
            Staff.role.in_(CLINIC_READERS),
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


async def passed_by(session: Unit, story: Story) -> int | None:
    """The leader whose yes handed the story on to the clinic."""
    if story.waits_for != StoryReader.CLINIC:
        return None
    found: int | None = await session.scalar(
        select(Review.account_id).where(
            Review.story_id == story.id,
            Review.reader == StoryReader.LEADER,
            Review.decision == ReviewDecision.APPROVE,
            Review.story_version == story.version - 1,
        )
    )
    return found


async def approving_leader(session: Unit, story_id: int) -> int | None:
    """Who retells a story: the last leader that said yes to it, else who said yes at the clinic."""
    rows = await session.execute(
        select(Review.account_id, Review.reader)
        .where(Review.story_id == story_id, Review.decision == ReviewDecision.APPROVE)
        .order_by(Review.id.desc())
    )
    found = [(account_id, reader) for account_id, reader in rows]
    leaders = [account_id for account_id, reader in found if reader == StoryReader.LEADER]
    return next(iter([*leaders, *(account_id for account_id, _ in found)]), None)


async def stories_to_nudge(session: Unit, now: datetime) -> list[int]:
    rows = await session.scalars(
        select(Story.id).where(Story.nudge_at <= now).order_by(Story.nudge_at, Story.id)
    )
    return list(rows)
