"""The menu behind the book key; reviewers also find the stories that wait for them."""

from bot.context import Turn
from bot.domain.stories import StoryRefusal
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import current_draft, repeat_question, say_in_place, say_refused
from bot.keyboards.stories import ShowStoriesToReview, ShowStoryMenu
from bot.services.stories.story import Refused
from bot.texts.stories import review, submission
from bot.texts.stories.review import WaitingStory
from db.models import Group, Story
from db.queries.caregivers import patients_held_by
from db.queries.stories.review import stories_to_review

SHOWN = 6
"""How many waiting stories are listed at once."""

router = Router(__name__)


@router.button(ShowStoryMenu)
@router.command("kahani", "story")
@router.key("story")
async def show_story_menu(turn: Turn, _press: ShowStoryMenu | None = None) -> None:
    """The menu, or the open question if the person is just telling a story."""
    draft, waiting_for = await current_draft(turn), turn.me.waiting
    telling = waiting_for is not None and waiting_for.flow == "story"
    if draft is not None and telling and not turn.query:
        return await repeat_question(turn, draft)
    waiting = await _stories_to_review(turn)
    tells = bool(await patients_held_by(turn.session, turn.me.account_id))
    if not tells and not waiting:
        staff = turn.me.staff is not None
        why = StoryRefusal.NONE_WAITING if staff else StoryRefusal.NO_PATIENT
        return say_refused(turn, Refused(why))
    has_draft = draft is not None
    return say_in_place(
        turn, submission.menu(tells=tells, has_draft=has_draft, waiting=len(waiting))
    )


@router.button(ShowStoriesToReview)
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
    clinic_id = turn.me.staff.clinic_id if turn.me.staff else None
    return await stories_to_review(turn.session, turn.me.account_id, clinic_id)
