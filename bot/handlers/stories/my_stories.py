"""My stories: the state of each, who may hear it, and renewing a consent after a year."""

from bot.context import Turn
from bot.domain.stories import SHARED_LAYERS
from bot.handlers.stories.dialogue import say_in_place, say_refused
from bot.services.outbox import To
from bot.services.stories.consent import renew_story_consent
from bot.services.stories.playback import Playback, play_story, played_parts, story_heading
from bot.services.stories.story import Refused
from db.enums import Language, StoryState
from db.models import Story
from db.queries.stories import has_consent, standing_consents, stories_of_teller
from db.queries.stories.library import helped_count

LISTED = 6
TITLE_LENGTH = 28
COUNTED_FROM = 5
"""A smaller number of people who were helped is not shown."""


async def list_my_stories(turn: Turn) -> None:
    own = (await stories_of_teller(turn.session, turn.me.account_id))[:LISTED]
    rows = [[s.id, first_words(s), await _state(turn, s)] for s in own]
    say_in_place(turn, "stories.my_stories", stories=rows)


async def show_my_story(turn: Turn) -> None:
    own = await stories_of_teller(turn.session, turn.me.account_id)
    story = next((s for s in own if s.id == turn.pressed_number()), None)
    if story is None:
        return say_refused(turn, Refused("not_teller"))
    head = story_heading(story, retold=bool(story.retell and story.retelling))
    playback = Playback(To.account(turn.me.account_id), head=head)
    parts = played_parts(story) or story.parts or []
    await play_story(turn.session, story, playback, parts, now=turn.now)
    consents = await standing_consents(turn.session, story.id)
    helped = await helped_count(turn.session, story.id)
    return turn.say(
        "stories.my_story",
        story=story.id,
        version=story.version,
        state=await _state(turn, story),
        layers=[c.layer for c in consents if c.layer in SHARED_LAYERS and c.holds_until > turn.now],
        helped=helped if helped >= COUNTED_FROM else 0,
    )


async def renew_story(turn: Turn) -> None:
    """The teller lets others go on hearing it."""
    me = turn.me
    language = me.language or Language.HINDI
    story = await renew_story_consent(
        turn.session, me.account_id, turn.pressed_number(), language=language, now=turn.now
    )
    if isinstance(story, Refused):
        return say_refused(turn, story)
    return say_in_place(turn, "stories.renewed")


async def _state(turn: Turn, story: Story) -> str:
    """The stored state, or one derived here: `kept`, `lapsed`, `retelling`."""
    consents = await standing_consents(turn.session, story.id)
    if not any(consent.layer in SHARED_LAYERS for consent in consents):
        return "kept"
    if story.state == StoryState.PUBLISHED and not await has_consent(
        turn.session, story.id, SHARED_LAYERS, turn.now
    ):
        return "lapsed"
    return (
        "retelling"
        if story.state == StoryState.APPROVED and not story.publish_at
        else (story.state)
    )


def first_words(story: Story) -> str | None:
    """The first words of the story; None if it has no text."""
    if story.body is None:
        return None
    words = " ".join(story.body.split())
    return words if len(words) <= TITLE_LENGTH else words[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
