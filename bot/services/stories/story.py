"""A story row as the rules and the sentences see it, and the refusal that a deed may answer."""

from dataclasses import dataclass
from typing import Any

from bot.domain import stories as rules
from db.enums import StoryAudience, StoryState
from db.models import Story


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not: a StoryRefusal or a word of our own. `by`: who decided before, if anybody did."""

    why: str
    by: str | None = None


def as_rules(story: Story) -> rules.Story:
    return rules.Story(
        story.account_id, StoryState(story.state), StoryAudience(story.audience), story.version
    )


def move(story: Story, moved: rules.Story) -> None:
    story.state, story.version = moved.state, moved.version


def shown(story: Story) -> dict[str, Any]:
    """What a sentence needs to show the story."""
    return {
        "body": story.body,
        "voice": story.file_id,
        "name": story.shown_name,
        "audience": story.audience,
    }
