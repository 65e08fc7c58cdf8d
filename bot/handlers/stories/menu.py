"""The book key: tell a story, hear others', see mine; a reader also finds what waits."""

from bot.context import Turn
from bot.handlers.stories.ask import draft_of, go_on, over, refuse
from bot.services.stories import Refused
from db.models import Group, Story
from db.queries.people import patients_held_by
from db.queries.stories.reviewing import stories_waiting_for

SHOWN = 6
"""How many waiting stories are listed at once, the longest waiting first."""


async def show(turn: Turn) -> None:
    """In the middle of telling: the question that is open."""
    draft, waiting_for = await draft_of(turn), turn.me.waiting
    telling = waiting_for is not None and waiting_for.flow == "story"
    if draft is not None and telling and not turn.query:
        return await go_on(turn, draft)
    waiting = await _waiting(turn)
    tells = bool(await patients_held_by(turn.session, turn.me.account_id))
    if not tells and not waiting:
        why = "none_waiting" if turn.me.staff else "no_patient"
        return refuse(turn, Refused(why))
    begun = draft is not None
    return over(turn, "stories.menu", tells=tells, begun=begun, waiting=len(waiting))


async def inbox(turn: Turn) -> None:
    """What waits, and for how long: a message may have been overlooked."""
    waiting = await _waiting(turn)
    if not waiting:
        return over(turn, "stories.no_stories")
    rows = []
    for story in waiting[:SHOWN]:
        group = await turn.session.get_one(Group, story.group_id)
        days = (turn.now - story.created_at).days
        rows.append([story.id, story.version, group.title, days])
    return over(turn, "stories.inbox", stories=rows)


async def _waiting(turn: Turn) -> list[Story]:
    clinic_id = turn.me.staff.clinic_id if turn.me.staff else None
    return await stories_waiting_for(turn.session, turn.me.account_id, clinic_id)
