"""Withdrawing a story from everybody, after one question, or from one audience."""

from bot.context import Turn
from bot.domain.stories import StoryRefusal
from bot.handlers.access.stories import own_story
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import current_draft, say_in_place, say_refused
from bot.keyboards.stories import NarrowAudience, WithdrawStory
from bot.services.stories.draft import delete_draft
from bot.services.stories.story import StoryRefused
from bot.services.stories.withdrawal import withdraw_from_audience, withdraw_story
from bot.texts.stories import my_stories as texts
from db.enums import StoryState
from db.models import Story

router = Router(__name__)


@router.button(WithdrawStory, access=own_story)
async def withdraw(turn: Turn, press: WithdrawStory, story: Story) -> None:
    match press.answer:
        case None if story.state == StoryState.WITHDRAWN:
            return say_refused(turn, StoryRefused(StoryRefusal.NOT_TELLER))
        case None:
            return say_in_place(turn, texts.ask_withdrawal(story=story.id))
        case "no":
            return say_in_place(turn, texts.not_withdrawn())
    withdrawal = await withdraw_story(turn.session, turn.me.account_id, story.id, now=turn.now)
    if isinstance(withdrawal, StoryRefused):
        return say_refused(turn, withdrawal)
    draft = await current_draft(turn)
    if draft is not None and draft.story_id == story.id:
        await delete_draft(turn.session, turn.me.account_id)
        turn.stop_waiting()
    return say_in_place(
        turn, texts.withdrawn(shared=withdrawal.shared, by_leader=withdrawal.by_leader)
    )


@router.button(NarrowAudience, access=own_story)
async def narrow_audience(turn: Turn, press: NarrowAudience, story: Story) -> None:
    """Withdraw the story from one audience; the others may still hear it."""
    withdrawal = await withdraw_from_audience(
        turn.session, turn.me.account_id, story.id, press.audience, now=turn.now
    )
    if isinstance(withdrawal, StoryRefused):
        return say_refused(turn, withdrawal)
    return say_in_place(
        turn, texts.audience_narrowed(shared=withdrawal.shared, by_leader=withdrawal.by_leader)
    )
