"""My stories: what became of each, who may hear it, and a yes that has grown old."""

from bot.context import Turn
from bot.domain.stories import SHARED
from bot.handlers.stories.ask import number, over, refuse
from bot.services.outbox import To
from bot.services.stories import Refused, Telling, heading, parts_played, play, renew
from db.enums import Language, StoryState
from db.models import Story
from db.queries.stories import layer_holds, standing_consents, stories_of
from db.queries.stories.library import helped_by

NEWEST = 6
TITLE = 28
SHOWN_FROM = 5
"""Fewer people than that are not counted out loud."""


async def mine(turn: Turn) -> None:
    told = (await stories_of(turn.session, turn.me.account_id))[:NEWEST]
    rows = [[s.id, title(s), await _state(turn, s)] for s in told]
    over(turn, "stories.mine", stories=rows)


async def one(turn: Turn) -> None:
    told = await stories_of(turn.session, turn.me.account_id)
    story = next((s for s in told if s.id == number(turn, 0)), None)
    if story is None:
        return refuse(turn, Refused("not_teller"))
    head = heading(story, retold=bool(story.retell and story.retelling))
    telling = Telling(To.account(turn.me.account_id), head=head)
    parts = parts_played(story) or story.parts or []
    await play(turn.session, story, telling, parts, now=turn.now)
    consents = await standing_consents(turn.session, story.id)
    helped = await helped_by(turn.session, story.id)
    return turn.say(
        "stories.one",
        story=story.id,
        version=story.version,
        state=await _state(turn, story),
        layers=[c.layer for c in consents if c.layer in SHARED and c.holds_until > turn.now],
        helped=helped if helped >= SHOWN_FROM else 0,
    )


async def renewed(turn: Turn) -> None:
    """Yes, others may go on hearing it."""
    me = turn.me
    language = me.language or Language.HINDI
    story = await renew(
        turn.session, me.account_id, number(turn, 0), language=language, now=turn.now
    )
    if isinstance(story, Refused):
        return refuse(turn, story)
    return over(turn, "stories.renewed")


async def _state(turn: Turn, story: Story) -> str:
    """`kept` and `lapsed` stand beside the states of the table."""
    consents = await standing_consents(turn.session, story.id)
    if not any(consent.layer in SHARED for consent in consents):
        return "kept"
    if story.state == StoryState.PUBLISHED and not await layer_holds(
        turn.session, story.id, SHARED, turn.now
    ):
        return "lapsed"
    return (
        "retelling"
        if story.state == StoryState.APPROVED and not story.publish_at
        else (story.state)
    )


def title(story: Story) -> str | None:
    """The first words; None where there are none."""
    if story.body is None:
        return None
    words = " ".join(story.body.split())
    return words if len(words) <= TITLE else words[:TITLE].rsplit(" ", 1)[0] + " …"
