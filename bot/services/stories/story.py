"""A story row as the rules see it, and the refusal that a deed may answer."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import stories as rules
from db.enums import StoryAudience, StoryReader, StoryState
from db.models import Story
from db.queries.stories import locked_story, standing_consents
from db.queries.stories.reviewing import passed_by
from db.session import Unit


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not: a StoryRefusal or a word of our own. `by`: who has it in hand, or has decided."""

    why: str
    by: str | None = None
    until: datetime | None = None
    """How long they have it in hand."""


async def as_rules(session: Unit, story: Story) -> rules.Story:
    consents = await standing_consents(session, story.id)
    return rules.Story(
        teller=story.account_id,
        state=StoryState(story.state),
        layers=frozenset(StoryAudience(consent.layer) for consent in consents),
        version=story.version,
        waits_for=StoryReader(story.waits_for) if story.waits_for else None,
        needs_clinic=story.needs_clinic,
        claimed_by=story.claimed_by,
        claimed_until=story.claimed_until,
        nudge_at=story.nudge_at,
        nudges=story.nudges,
        passed_by=await passed_by(session, story),
        retell=story.retell,
        retold=story.retelling is not None and story.retold_by is not None,
    )


async def locked(session: Unit, story_id: int) -> tuple[Story, rules.Story] | None:
    """The row and what the rules need of it; None: there is no such story."""
    story = await locked_story(session, story_id)
    return (story, await as_rules(session, story)) if story else None


def move(story: Story, moved: rules.Story) -> None:
    story.state, story.version = moved.state, moved.version
    story.waits_for = moved.waits_for
    story.claimed_by, story.claimed_until = moved.claimed_by, moved.claimed_until
    story.nudge_at, story.nudges = moved.nudge_at, moved.nudges
