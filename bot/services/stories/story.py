"""A row of the table as the rules see it, and the refusal that an action may return."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import stories as rules
from bot.domain.stories import StoryRefusal
from db.enums import StoryAudience, StoryReader, StoryState
from db.models import Story
from db.queries.stories import locked_story, standing_consents
from db.queries.stories.review import leader_before_clinic
from db.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class StoryRefused:
    """Why an action is not possible."""

    why: StoryRefusal
    by: str | None = None
    """Who has claimed the story, or has decided about it."""
    until: datetime | None = None
    """When the claim ends."""


async def story_for_rules(session: UnitOfWork, story: Story) -> rules.Story:
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
        leader_before_clinic=await leader_before_clinic(session, story),
        retell=story.retell,
        retold=story.retelling is not None and story.retold_by is not None,
    )


async def lock_story(session: UnitOfWork, story_id: int) -> tuple[Story, rules.Story] | None:
    """The locked row and what the rules need of it; None if there is no such story."""
    story = await locked_story(session, story_id)
    return (story, await story_for_rules(session, story)) if story else None


def apply_state(story: Story, after: rules.Story) -> None:
    story.state, story.version = after.state, after.version
    story.waits_for = after.waits_for
    story.claimed_by, story.claimed_until = after.claimed_by, after.claimed_until
    story.nudge_at, story.nudges = after.nudge_at, after.nudges
