"""Withdrawing a story from everybody, after one question, or from one audience."""

from bot.context import Turn
from bot.handlers.stories.dialogue import current_draft, say_in_place, say_refused
from bot.services.stories.draft import delete_draft
from bot.services.stories.story import Refused
from bot.services.stories.withdrawal import withdraw_from_audience, withdraw_story
from db.enums import StoryAudience
from db.queries.stories import stories_of_teller


async def withdraw(turn: Turn) -> None:
    story_id, answer = turn.pressed_number(), turn.pressed[1:]
    if answer == ["no"]:
        return say_in_place(turn, "stories.not_withdrawn")
    if answer != ["yes"]:
        return await _ask_withdrawal(turn, story_id)
    withdrawal = await withdraw_story(turn.session, turn.me.account_id, story_id, now=turn.now)
    if isinstance(withdrawal, Refused):
        return say_refused(turn, withdrawal)
    draft = await current_draft(turn)
    if draft is not None and draft.story_id == story_id:
        await delete_draft(turn.session, turn.me.account_id)
        turn.stop_waiting()
    return say_in_place(
        turn, "stories.withdrawn", shared=withdrawal.shared, by_leader=withdrawal.by_leader
    )


async def _ask_withdrawal(turn: Turn, story_id: int) -> None:
    own = {story.id for story in await stories_of_teller(turn.session, turn.me.account_id)}
    if story_id not in own:
        return say_refused(turn, Refused("not_teller"))
    return say_in_place(turn, "stories.ask_withdrawal", story=story_id)


async def narrow_audience(turn: Turn) -> None:
    """Withdraw the story from one audience; the others may still hear it."""
    story_id, layer = turn.pressed_number(), next(iter(turn.pressed[1:]), "")
    if layer not in list(StoryAudience):
        return turn.say("menu.old_button")
    withdrawal = await withdraw_from_audience(
        turn.session, turn.me.account_id, story_id, StoryAudience(layer), now=turn.now
    )
    if isinstance(withdrawal, Refused):
        return say_refused(turn, withdrawal)
    return say_in_place(
        turn, "stories.audience_narrowed", shared=withdrawal.shared, by_leader=withdrawal.by_leader
    )
