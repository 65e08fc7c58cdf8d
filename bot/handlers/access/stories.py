"""Rules for stories: its teller, those whose turn it is to review it, who retells it."""

from typing import Protocol

from bot.context import Turn
from bot.domain.stories import StoryRefusal
from bot.handlers.access.rules import Refused
from bot.services.stories.draft import Draft, load_draft
from bot.services.stories.retelling import story_to_retell
from bot.services.stories.review import reader_role
from bot.services.stories.story import StoryRefused
from bot.texts.stories import replies
from db.models import Story
from db.queries.stories import locked_story


class NamesStory(Protocol):
    @property
    def story(self) -> int: ...


async def own_draft(turn: Turn, _named: object) -> Draft | Refused:
    """Who is telling a story; the draft so far."""
    draft = await load_draft(turn.session, turn.me.account_id)
    return draft or _refused(StoryRefused(StoryRefusal.NO_DRAFT), None)


async def own_story(turn: Turn, named: NamesStory) -> Story | Refused:
    """Who told the story."""
    story = await locked_story(turn.session, named.story)
    if story is None or story.account_id != turn.me.account_id:
        return _refused(StoryRefused(StoryRefusal.NOT_TELLER), named.story)
    return story


async def story_to_review(turn: Turn, named: NamesStory) -> Story | Refused:
    """A leader of the group, or its clinic, when it is their turn to review."""
    story = await locked_story(turn.session, named.story)
    if story is None or await reader_role(turn.session, story, turn.me.account_id) is None:
        return _refused(StoryRefused(StoryRefusal.NOT_READER), named.story)
    return story


async def story_to_record(turn: Turn, named: NamesStory) -> Story | Refused:
    """A leader of the group, or staff of its clinic, while a retelling is wished for."""
    story = await story_to_retell(turn.session, turn.me.account_id, named.story)
    return _refused(story, named.story) if isinstance(story, StoryRefused) else story


def _refused(refused: StoryRefused, story_id: int | None) -> Refused:
    answer = replies.refused(why=refused.why, by=refused.by, until=refused.until)
    return Refused(answer, ("story", story_id))
