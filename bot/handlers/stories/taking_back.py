"""Taking a story back: asked once, then it is gone."""

from bot.context import Turn
from bot.handlers.stories.asking import draft_of, number, over, refuse
from bot.services.stories import Refused, withdraw
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
    draft = draft_of(turn)
    if draft is not None and draft.story_id == story_id:
        turn.done_waiting()
    return over(turn, "stories.gone", shared=gone.shared, voice_stays=gone.voice_stays)


async def _ask(turn: Turn, story_id: int) -> None:
    told = {story.id for story in await stories_of(turn.session, turn.me.account_id)}
    if story_id not in told:
        return refuse(turn, Refused("not_teller"))
    return over(turn, "stories.ask_take_back", story=story_id)
