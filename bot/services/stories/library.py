"""Listening in private: stories of a shelf one by one, and the press that one has helped."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.dialects import postgresql, sqlite

from bot.keyboards.stories import Shelf
from bot.services.outbox import To
from bot.services.stories.playback import Playback, play_story, played_parts, story_heading
from bot.texts.stories.playback import End, InLibrary
from db.models import StoryHelped
from db.queries.groups import membership
from db.queries.stories.library import hearable_stories, hearable_story
from db.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class LibraryPlace:
    """Where in the library somebody is."""

    shelf: Shelf | Literal["all"]
    value: str | None = None
    """None on the shelf of all stories."""
    story: int | None = None
    """The story played last; None at the beginning of the shelf."""


async def play_from_shelf(
    session: UnitOfWork, account_id: int, place: LibraryPlace, *, step: int, now: datetime
) -> bool:
    """Play the story `step` places further on. False if there is none."""
    ids = await hearable_stories(session, account_id, place.shelf, place.value or "", now)
    if not ids:
        return False
    at = ids.index(place.story) + step if place.story in ids else 0
    story_id = ids[at % len(ids)]
    found = await hearable_story(session, account_id, story_id, now)
    if found is None:
        return False
    story = found.story
    other_group = await membership(session, story.group_id, account_id) is None
    playback = Playback(
        To.account(account_id),
        story_heading(story, other_group=other_group, retold=story.retell),
        layer=found.layer,
        end=End(story.id, InLibrary(place.shelf, place.value, of=len(ids))),
    )
    await play_story(session, story, playback, played_parts(story), now=now)
    return True


async def record_helped(
    session: UnitOfWork, account_id: int, story_id: int, *, now: datetime
) -> bool:
    """Count each person once. False for the teller and for those who may not hear the story."""
    found = await hearable_story(session, account_id, story_id, now)
    if found is None or found.story.account_id == account_id:
        return False
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    await session.execute(
        insert(StoryHelped)
        .values(story_id=story_id, account_id=account_id, at=now)
        .on_conflict_do_nothing()
    )
    return True
