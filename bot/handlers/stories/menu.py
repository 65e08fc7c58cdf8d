"""The book key: tell a story, see mine; a leader also finds what waits to be read."""

from bot.context import Turn
from bot.handlers.stories.asking import draft_of, go_on, number, over, refuse
from bot.services.stories import Refused, send_for_review
from db.enums import StoryAudience
from db.models import Group, Story
from db.queries.people import patients_held_by
from db.queries.stories import stories_of, stories_waiting_for

NEWEST = 6
"""How many stories the list shows, and how many a leader is sent to read at once."""
TITLE = 28


async def show(turn: Turn) -> None:
    """In the middle of telling: the question that is open."""
    draft = draft_of(turn)
    if draft is not None and not turn.query:
        return await go_on(turn, draft)
    waiting = await _waiting(turn)
    tells = bool(await patients_held_by(turn.session, turn.me.account_id))
    if not tells and not waiting:
        return refuse(turn, Refused("no_patient"))
    return over(turn, "stories.menu", tells=tells, waiting=len(waiting))


async def mine(turn: Turn) -> None:
    told = (await stories_of(turn.session, turn.me.account_id))[:NEWEST]
    over(turn, "stories.mine", stories=[[s.id, title(s), state(s)] for s in told])


async def one(turn: Turn) -> None:
    told = await stories_of(turn.session, turn.me.account_id)
    story = next((s for s in told if s.id == number(turn, 0)), None)
    if story is None:
        return refuse(turn, Refused("not_teller"))
    return turn.say(
        "stories.one",
        story=story.id,
        version=story.version,
        body=story.body,
        voice=story.file_id,
        name=story.shown_name,
        state=state(story),
    )


async def inbox(turn: Turn) -> None:
    """Sends again what waits: a message may have been overlooked, or have come too late."""
    waiting = await _waiting(turn)
    if not waiting:
        return over(turn, "stories.no_stories")
    for story in waiting[:NEWEST]:
        group = await turn.session.get_one(Group, story.group_id)
        send_for_review(turn.session, story, group, turn.me.account_id, now=turn.now)
    return None


async def _waiting(turn: Turn) -> list[Story]:
    clinic_id = turn.me.staff.clinic_id if turn.me.staff else None
    return await stories_waiting_for(turn.session, turn.me.account_id, clinic_id)


def title(story: Story) -> str | None:
    """The first words; None for a voice."""
    if story.body is None:
        return None
    words = " ".join(story.body.split())
    return words if len(words) <= TITLE else words[:TITLE].rsplit(" ", 1)[0] + " …"


def state(story: Story) -> str:
    return "kept" if story.audience == StoryAudience.KEEP else story.state
