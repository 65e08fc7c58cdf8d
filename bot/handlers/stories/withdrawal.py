"""Withdrawing a story from everybody, after one question, or from one audience."""

from bot.context import Turn
from bot.domain.stories import StoryRefusal
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import current_draft, say_in_place, say_refused
from bot.keyboards.stories import NarrowAudience, WithdrawStory
from bot.services.stories.draft import delete_draft
from bot.services.stories.story import Refused
from bot.services.stories.withdrawal import withdraw_from_audience, withdraw_story
from bot.texts.stories import my_stories as texts
from db.queries.stories import stories_of_teller

router = Router(__name__)


@router.button(WithdrawStory)
async def withdraw(turn: Turn, press: WithdrawStory) -> None:
    match press.answer:
        case None:
            return await _ask_withdrawal(turn, press.story)
        case "no":
            return say_in_place(turn, texts.not_withdrawn())
    withdrawal = await withdraw_story(turn.session, turn.me.account_id, press.story, now=turn.now)
    if isinstance(withdrawal, Refused):
        return say_refused(turn, withdrawal)
    draft = await current_draft(turn)
    if draft is not None and draft.story_id == press.story:
        await delete_draft(turn.session, turn.me.account_id)
        turn.stop_waiting()
    return say_in_place(
        turn, texts.withdrawn(shared=withdrawal.shared, by_leader=withdrawal.by_leader)
    )


async def _ask_withdrawal(turn: Turn, story_id: int) -> None:
    own = {story.id for story in await stories_of_teller(turn.session, turn.me.account_id)}
    if story_id not in own:
        return say_refused(turn, Refused(StoryRefusal.NOT_TELLER))
    return say_in_place(turn, texts.ask_withdrawal(story=story_id))


@router.button(NarrowAudience)
async def narrow_audience(turn: Turn, press: NarrowAudience) -> None:
    """Withdraw the story from one audience; the others may still hear it."""
    withdrawal = await withdraw_from_audience(
        turn.session, turn.me.account_id, press.story, press.audience, now=turn.now
    )
    if isinstance(withdrawal, Refused):
        return say_refused(turn, withdrawal)
    return say_in_place(
        turn, texts.audience_narrowed(shared=withdrawal.shared, by_leader=withdrawal.by_leader)
    )
