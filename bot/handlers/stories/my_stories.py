"""My stories: how each stands, who may hear it, and renewing a consent after a year."""

from bot.context import Turn
from bot.domain.stories import SHARED_LAYERS, StoryRefusal
from bot.handlers.access.rules import anyone
from bot.handlers.access.stories import own_story
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import say_in_place, say_refused
from bot.keyboards.stories import ListMyStories, RenewStory, ShowMyStory
from bot.services.outbox import To
from bot.services.stories.consent import renew_story_consent
from bot.services.stories.playback import Playback, play_story, played_parts, story_heading
from bot.services.stories.story import StoryRefused
from bot.texts.stories import my_stories as texts
from bot.texts.stories.my_stories import OwnStory, Standing
from db.enums import Language, StoryAudience, StoryState
from db.models import Story
from db.queries.stories import has_consent, standing_consents, stories_of_teller
from db.queries.stories.library import helped_count

LISTED = 6
TITLE_LENGTH = 28
COUNTED_FROM = 5
"""A smaller number of people who were helped is not shown."""

router = Router(__name__)


@router.button(ListMyStories, access=anyone)
async def list_my_stories(turn: Turn, _press: ListMyStories) -> None:
    own = (await stories_of_teller(turn.session, turn.me.account_id))[:LISTED]
    listed = [OwnStory(s.id, first_words(s), await _standing(turn, s)) for s in own]
    say_in_place(turn, texts.my_stories(stories=listed))


@router.button(ShowMyStory, access=own_story)
async def show_my_story(turn: Turn, _press: ShowMyStory, story: Story) -> None:
    if story.state == StoryState.WITHDRAWN:
        return say_refused(turn, StoryRefused(StoryRefusal.NOT_TELLER))
    head = story_heading(story, retold=bool(story.retell and story.retelling))
    parts = played_parts(story) or story.parts or []
    playback = Playback(To.account(turn.me.account_id), head)
    await play_story(turn.session, story, playback, parts, now=turn.now)
    consents = await standing_consents(turn.session, story.id)
    helped = await helped_count(turn.session, story.id)
    holding = [StoryAudience(c.layer) for c in consents if c.holds_until > turn.now]
    return turn.say(
        texts.my_story(
            story=story.id,
            version=story.version,
            standing=await _standing(turn, story),
            layers=[layer for layer in holding if layer in SHARED_LAYERS],
            helped=helped if helped >= COUNTED_FROM else 0,
        )
    )


@router.button(RenewStory, access=own_story)
async def renew_story(turn: Turn, _press: RenewStory, story: Story) -> None:
    """The teller lets others go on hearing it."""
    me = turn.me
    language = me.language or Language.HINDI
    renewed = await renew_story_consent(
        turn.session, me.account_id, story.id, language=language, now=turn.now
    )
    if isinstance(renewed, StoryRefused):
        return say_refused(turn, renewed)
    return say_in_place(turn, texts.renewed())


async def _standing(turn: Turn, story: Story) -> Standing:
    consents = await standing_consents(turn.session, story.id)
    if not any(consent.layer in SHARED_LAYERS for consent in consents):
        return Standing.KEPT
    if story.state == StoryState.PUBLISHED and not await has_consent(
        turn.session, story.id, SHARED_LAYERS, turn.now
    ):
        return Standing.LAPSED
    if story.state == StoryState.APPROVED and not story.publish_at:
        return Standing.RETELLING
    return Standing(story.state)


def first_words(story: Story) -> str | None:
    """The first words of the story; None if it has no text."""
    if story.body is None:
        return None
    words = " ".join(story.body.split())
    return words if len(words) <= TITLE_LENGTH else words[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
