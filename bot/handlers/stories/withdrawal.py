"""Taking a story back, or from some of its listeners: asked once, then it is gone."""

from bot.context import Turn
from bot.handlers.stories.ask import draft_of, number, over, refuse
from bot.services.stories import Refused, drop_draft, withdraw, withdraw_layer
from db.enums import StoryAudience
from db.queries.stories import stories_of


async def take_back(turn: Turn) -> None:
    story_id, answer = number(turn, 0), turn.pressed[1:]
    if answer == ["no"]:
        return over(turn, "stories.stays")
    if answer != ["yes"]:
        return await _ask(turn, story_id)
    gone = await withdraw(turn.session, turn.me.account_id, story_id, now=turn.now)
    if isinstance(gone, Refused):
        return refuse(turn, gone)
    draft = await draft_of(turn)
    if draft is not None and draft.story_id == story_id:
        await drop_draft(turn.session, turn.me.account_id)
        turn.done_waiting()
    return over(turn, "stories.gone", shared=gone.shared, stays=gone.stays)


async def _ask(turn: Turn, story_id: int) -> None:
    told = {story.id for story in await stories_of(turn.session, turn.me.account_id)}
    if story_id not in told:
        return refuse(turn, Refused("not_teller"))
    return over(turn, "stories.ask_take_back", story=story_id)


async def fewer(turn: Turn) -> None:
    """One circle of listeners hears it no longer."""
    story_id, layer = number(turn, 0), next(iter(turn.pressed[1:]), "")
    if layer not in list(StoryAudience):
        return turn.say("menu.old_button")
    gone = await withdraw_layer(
        turn.session, turn.me.account_id, story_id, StoryAudience(layer), now=turn.now
    )
    if isinstance(gone, Refused):
        return refuse(turn, gone)
    return over(turn, "stories.fewer", shared=gone.shared, stays=gone.stays)
