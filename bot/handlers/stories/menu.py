"""The menu behind the book key; reviewers also find the stories that wait for them."""

from bot.context import Turn
from bot.handlers.stories.dialogue import current_draft, repeat_question, say_in_place, say_refused
from bot.services.stories.story import Refused
from db.models import Group, Story
from db.queries.caregivers import patients_held_by
from db.queries.stories.review import stories_to_review

SHOWN = 6
"""How many waiting stories are listed at once."""


async def show_story_menu(turn: Turn) -> None:
    """The menu, or the open question if the person is just telling a story."""
    draft, waiting_for = await current_draft(turn), turn.me.waiting
    telling = waiting_for is not None and waiting_for.flow == "story"
    if draft is not None and telling and not turn.query:
        return await repeat_question(turn, draft)
    waiting = await _stories_to_review(turn)
    tells = bool(await patients_held_by(turn.session, turn.me.account_id))
    if not tells and not waiting:
        why = "none_waiting" if turn.me.staff else "no_patient"
        return say_refused(turn, Refused(why))
    has_draft = draft is not None
    return say_in_place(
        turn, "stories.menu", tells=tells, has_draft=has_draft, waiting=len(waiting)
    )


async def show_inbox(turn: Turn) -> None:
    """Stories to review, the longest waiting first: a request may have been overlooked."""
    waiting = await _stories_to_review(turn)
    if not waiting:
        return say_in_place(turn, "stories.no_stories")
    rows = []
    for story in waiting[:SHOWN]:
        group = await turn.session.get_one(Group, story.group_id)
        days = (turn.now - story.created_at).days
        rows.append([story.id, story.version, group.title, days])
    return say_in_place(turn, "stories.inbox", stories=rows)


async def _stories_to_review(turn: Turn) -> list[Story]:
    clinic_id = turn.me.staff.clinic_id if turn.me.staff else None
    return await stories_to_review(turn.session, turn.me.account_id, clinic_id)
