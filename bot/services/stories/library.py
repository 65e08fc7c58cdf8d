"""Listening in private: the next story of a shelf, and the word that it helped."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from bot.services.outbox import To
from bot.services.stories.playback import Telling, heading, parts_played, play
from db.models import StoryHelped
from db.queries.groups import membership
from db.queries.stories.library import found, hearable
from db.session import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the library somebody listens. `story` 0: at its beginning."""

    shelf: str
    value: str
    story: int = 0


async def listen(session: Unit, account_id: int, place: Place, *, step: int, now: datetime) -> bool:
    """Play the story `step` places on from where they are. False: there is none."""
    ids = await hearable(session, account_id, place.shelf, place.value, now)
    if not ids:
        return False
    at = ids.index(place.story) + step if place.story in ids else 0
    story_id = ids[at % len(ids)]
    heard = await found(session, account_id, story_id, now)
    if heard is None:
        return False
    story = heard.story
    afar = await membership(session, story.group_id, account_id) is None
    telling = Telling(
        To.account(account_id),
        layer=heard.layer,
        head=heading(story, afar=afar, retold=story.retell),
        end={"story": story.id, "shelf": place.shelf, "value": place.value, "of": len(ids)},
    )
    await play(session, story, telling, parts_played(story), now=now)
    return True


async def helped(session: Unit, account_id: int, story_id: int, *, now: datetime) -> bool:
    """Counted once for each person, however often they press. False: they may not hear it."""
    heard = await found(session, account_id, story_id, now)
    if heard is None or heard.story.account_id == account_id:
        return False
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    await session.execute(
        insert(StoryHelped)
        .values(story_id=story_id, account_id=account_id, at=now)
        .on_conflict_do_nothing()
    )
    return True
