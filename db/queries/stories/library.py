"""The library: the stories that one person may hear, and the shelves they stand on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from db.enums import GroupKind, GroupState, StoryAudience, StoryState
from db.models import Group, Membership, Patient, Story, StoryHelped
from db.queries.stories import consent_holds
from db.session import UnitOfWork

SHELVES = {"theme": Story.theme, "illness": Story.programme, "language": Story.language}
"""The columns by which the library is sorted."""


@dataclass(frozen=True, slots=True)
class HearableStory:
    story: Story
    layer: StoryAudience
    """The layer of consent by which this listener may hear it."""


def _listens_in(account_id: int) -> ColumnElement[bool]:
    return and_(
        Membership.account_id == account_id,
        Membership.left_at.is_(None),
        Group.kind == GroupKind.PEER,
        Group.state == GroupState.ACTIVE,
    )


async def _groups_of_listener(
    session: UnitOfWork, account_id: int
) -> list[tuple[int, int, str | None]]:
    rows = await session.execute(
        select(Group.id, Group.clinic_id, Group.programme)
        .join(Membership, Membership.group_id == Group.id)
        .where(_listens_in(account_id))
    )
    return [(group_id, clinic_id, programme) for group_id, clinic_id, programme in rows]


async def _layers_open_to(
    session: UnitOfWork, account_id: int
) -> list[tuple[StoryAudience, ColumnElement[bool]]]:
    """The layers by which this listener may hear stories, each with its condition."""
    mine = await _groups_of_listener(session, account_id)
    if not mine:
        return []
    ids = [group_id for group_id, _clinic, _programme in mine]
    alike = select(Group.id).where(
        Group.id.not_in(ids),
        or_(
            *(
                and_(Group.clinic_id == clinic_id, Group.programme == programme)
                for _id, clinic_id, programme in mine
                if programme is not None
            ),
            Group.id.is_(None),
        ),
    )
    return [
        (StoryAudience.GROUP, Story.group_id.in_(ids)),
        (StoryAudience.SAME_ILLNESS, Story.group_id.in_(alike)),
        (StoryAudience.OUTSIDE, Story.group_id.not_in(ids)),
    ]


async def _may_hear(
    session: UnitOfWork, account_id: int, now: datetime
) -> ColumnElement[bool] | None:
    ways = await _layers_open_to(session, account_id)
    if not ways:
        return None
    return and_(
        Story.state == StoryState.PUBLISHED,
        Patient.left_on.is_(None),
        or_(*(and_(where, consent_holds([layer], now)) for layer, where in ways)),
    )


async def shelf_values(
    session: UnitOfWork, account_id: int, shelf: str, now: datetime
) -> list[str]:
    """The values of a shelf that have stories, the one with most stories first."""
    may = await _may_hear(session, account_id, now)
    if may is None:
        return []
    column = SHELVES[shelf]
    rows = await session.scalars(
        select(column)
        .select_from(Story)
        .join(Patient, Patient.id == Story.patient_id)
        .where(may, column.is_not(None))
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return [value for value in rows if value]


async def hearable_stories(
    session: UnitOfWork, account_id: int, shelf: str, value: str, now: datetime
) -> list[int]:
    """Ids of the stories on a shelf, the newest first. The shelf `all` has every story."""
    may = await _may_hear(session, account_id, now)
    if may is None:
        return []
    wanted = (
        select(Story.id)
        .join(Patient, Patient.id == Story.patient_id)
        .where(may)
        .order_by(Story.published_at.desc(), Story.id.desc())
    )
    if shelf in SHELVES:
        wanted = wanted.where(SHELVES[shelf] == value)
    return list(await session.scalars(wanted))


async def hearable_story(
    session: UnitOfWork, account_id: int, story_id: int, now: datetime
) -> HearableStory | None:
    """The story and the layer by which this listener may hear it; None if they may not."""
    for layer, where in await _layers_open_to(session, account_id):
        story: Story | None = await session.scalar(
            select(Story)
            .join(Patient, Patient.id == Story.patient_id)
            .where(
                Story.id == story_id,
                Story.state == StoryState.PUBLISHED,
                Patient.left_on.is_(None),
                where,
                consent_holds([layer], now),
            )
        )
        if story is not None:
            return HearableStory(story, layer)
    return None


async def helped_count(session: UnitOfWork, story_id: int) -> int:
    """How many people said that the story helped them."""
    return (
        await session.scalar(
            select(func.count()).select_from(StoryHelped).where(StoryHelped.story_id == story_id)
        )
        or 0
    )
