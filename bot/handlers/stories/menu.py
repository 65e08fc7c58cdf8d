"""The menu behind the book key; reviewers also find the stories that wait for them."""

from bot.context import Turn
from bot.domain.stories import StoryRefusal
from bot.handlers.access.rules import anyone
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import (
    StoryDialog,
    current_draft,
    repeat_question,
    say_in_place,
    say_refused,
)
from bot.keyboards.stories import ShowStoriesToReview, ShowStoryMenu
from bot.services.stories.story import StoryRefused
from bot.texts.stories import review, submission
from bot.texts.stories.review import WaitingStory
from db.models import Group, Story
from db.queries.caregivers import patients_held_by
from db.queries.stories.review import stories_to_review

SHOWN = 6
"""How many waiting stories are listed at once."""

router = Router(__name__)


@router.command("kahani", "story", key="story", button=ShowStoryMenu, access=anyone)
async def show_story_menu(turn: Turn) -> None:
    """The menu, or the open question if the person is just telling a story."""
    draft = await current_draft(turn)
    if draft is not None and turn.dialog_of(StoryDialog) and not turn.query:
        return await repeat_question(turn, draft)
    waiting = await _stories_to_review(turn)
    tells = bool(await patients_held_by(turn.session, turn.me.account_id))
    if not tells and not waiting:
        staff = turn.me.staff is not None
        why = StoryRefusal.NONE_WAITING if staff else StoryRefusal.NO_PATIENT
        return say_refused(turn, StoryRefused(why))
    has_draft = draft is not None
    return say_in_place(
        turn, submission.menu(tells=tells, has_draft=has_draft, waiting=len(waiting))
    )


@router.button(ShowStoriesToReview, access=anyone)
async def show_inbox(turn: Turn, _press: ShowStoriesToReview) -> None:
    """Stories to review, the longest waiting first: a request may have been overlooked."""
    waiting = await _stories_to_review(turn)
    if not waiting:
        return say_in_place(turn, review.no_stories())
    shown = []
    for story in waiting[:SHOWN]:
        group = await turn.session.get_one(Group, story.group_id)
        days = (turn.now - story.created_at).days
        shown.append(WaitingStory(story.id, story.version, group.title, days))
    return say_in_place(turn, review.inbox(stories=shown))


async def _stories_to_review(turn: Turn) -> list[Story]:
    clinics = [place.clinic_id for place in turn.me.works_for]
    return await stories_to_review(turn.session, turn.me.account_id, clinics)
