"""A leader tells a story in their own voice; its teller says whether it is right so."""

from bot.context import Turn
from bot.handlers.stories.ask import number, over, refuse
from bot.services.outbox import To
from bot.services.stories import (
    Refused,
    Telling,
    heading,
    judge_retelling,
    may_retell,
    play,
    retell,
)
from db.enums import StoryKind

SECONDS = 3


async def begin(turn: Turn) -> None:
    """They hear it once more, then speak."""
    story = await may_retell(turn.session, turn.me.account_id, number(turn, 0))
    if isinstance(story, Refused):
        return refuse(turn, story)
    telling = Telling(To.account(turn.me.account_id), head=heading(story))
    await play(turn.session, story, telling, story.parts or [], now=turn.now)
    turn.wait("story_retell", "voice", story=story.id)
    return turn.say("stories.record_now")


async def hear(turn: Turn) -> None:
    waiting, voice = turn.me.waiting, turn.message.voice if turn.message else None
    assert waiting is not None
    forwarded = turn.message is not None and turn.message.forward_origin is not None
    if voice is None or forwarded or voice.to_dict()["duration"] < SECONDS:
        return turn.say("stories.hint", why="retelling")
    part = {
        "kind": StoryKind.VOICE.value,
        "file": voice.file_id,
        "unique": voice.file_unique_id,
    }
    story_id = waiting.data["story"]
    story = await retell(turn.session, turn.me.account_id, story_id, part, now=turn.now)
    turn.done_waiting()
    if isinstance(story, Refused):
        return refuse(turn, story)
    return turn.say("stories.retold")


async def judge(turn: Turn) -> None:
    """The teller: so it shall be heard, or once more."""
    answer = turn.pressed[2:]
    if answer not in (["yes"], ["no"]):
        return turn.say("menu.old_button")
    right = answer == ["yes"]
    story = await judge_retelling(
        turn.session,
        turn.me.account_id,
        number(turn, 0),
        number(turn, 1),
        right=right,
        now=turn.now,
    )
    if isinstance(story, Refused):
        return refuse(turn, story)
    at = story.publish_at.isoformat() if story.publish_at else None
    return over(turn, "stories.approved", at=at) if right else over(turn, "stories.once_more")
