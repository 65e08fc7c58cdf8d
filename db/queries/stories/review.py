"""Who reviews a story before others hear it, and which stories wait for a review."""

from collections.abc import Collection
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
from db.session import UnitOfWork

CLINIC_READERS = (StaffRole.COORDINATOR, StaffRole.NURSE)
"""The roles that are asked first at the clinic."""


async def stories_to_review(
    session: UnitOfWork, account_id: int, clinics: Collection[int]
) -> list[Story]:
    """Stories that this person may decide about now, the longest waiting first.

    Also the stories that wait for one of the clinics, or that its leaders have left waiting.
    """
    led = select(Membership.group_id).where(
        Membership.account_id == account_id,
        Membership.role == MemberRole.LEADER,
        Membership.left_at.is_(None),
    )
    of_clinic = select(Group.id).where(Group.clinic_id.in_(clinics))
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


async def clinic_readers(session: UnitOfWork, clinic_id: int) -> list[int]:
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


async def last_review(session: UnitOfWork, story_id: int) -> Review | None:
    found: Review | None = await session.scalar(
        select(Review).where(Review.story_id == story_id).order_by(Review.id.desc()).limit(1)
    )
    return found


async def leader_before_clinic(session: UnitOfWork, story: Story) -> int | None:
    """The leader who approved of the story, after which the clinic reviews it too."""
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


async def person_to_retell(session: UnitOfWork, story_id: int) -> int | None:
    """The last leader who approved of the story, else who approved at the clinic."""
    rows = await session.execute(
        select(Review.account_id, Review.reader)
        .where(Review.story_id == story_id, Review.decision == ReviewDecision.APPROVE)
        .order_by(Review.id.desc())
    )
    found = [(account_id, reader) for account_id, reader in rows]
    leaders = [account_id for account_id, reader in found if reader == StoryReader.LEADER]
    return next(iter([*leaders, *(account_id for account_id, _ in found)]), None)


async def stories_to_nudge(session: UnitOfWork, now: datetime) -> list[int]:
    rows = await session.scalars(
        select(Story.id).where(Story.nudge_at <= now).order_by(Story.nudge_at, Story.id)
    )
    return list(rows)
