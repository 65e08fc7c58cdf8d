"""A leader decides: share it, ask for a change, do not share; the last two with a reason."""

from bot.context import Turn
from bot.handlers.stories.asking import number, over, refuse
from bot.services.stories import Refused, may_decide, review, send_for_review
from bot.texts.stories.reviewing import READY
from db.enums import ReviewDecision
from db.models import Group, Story

REASON = 400
"""Signs that a reason may have."""


async def approve(turn: Turn) -> None:
    await _decide(turn, number(turn, 0), number(turn, 1), ReviewDecision.APPROVE, None)


async def ask_change(turn: Turn) -> None:
    await _ask_reason(turn, ReviewDecision.ASK_CHANGE)


async def decline(turn: Turn) -> None:
    await _ask_reason(turn, ReviewDecision.DECLINE)


async def _ask_reason(turn: Turn, decision: ReviewDecision) -> None:
    story_id, version = number(turn, 0), number(turn, 1)
    found = await may_decide(turn.session, turn.me.account_id, story_id, version)
    if isinstance(found, Refused):
        return await _refuse(turn, story_id, found)
    return turn.say("stories.ask_reason", decision=decision.value, story=story_id, version=version)


async def reason(turn: Turn) -> None:
    """One of the ready reasons, or the wish to write one."""
    decision, code = turn.pressed[0], turn.pressed[-1]
    story_id, version = number(turn, 1), number(turn, 2)
    if decision not in READY or (code != "own" and code not in READY[decision]):
        return turn.say("menu.old_button")
    if code != "own":
        return await _decide(turn, story_id, version, ReviewDecision(decision), code)
    found = await may_decide(turn.session, turn.me.account_id, story_id, version)
    if isinstance(found, Refused):
        return await _refuse(turn, story_id, found)
    turn.wait("story_review", "reason", story=story_id, version=version, decision=decision)
    return over(turn, "stories.ask_own_reason")


async def own_reason(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    words = " ".join(turn.text.split())
    if not words or len(words) > REASON:
        return turn.say("stories.hint", why="reason")
    turn.done_waiting()
    said = waiting.data
    decision = ReviewDecision(said["decision"])
    return await _decide(turn, said["story"], said["version"], decision, words)


async def _decide(
    turn: Turn, story_id: int, version: int, decision: ReviewDecision, words: str | None
) -> None:
    story = await review(
        turn.session, turn.me.account_id, story_id, version, decision, reason=words, now=turn.now
    )
    if isinstance(story, Refused):
        return await _refuse(turn, story_id, story)
    at = story.publish_at.isoformat() if story.publish_at else None
    return over(turn, "stories.reviewed", decision=decision.value, at=at)


async def _refuse(turn: Turn, story_id: int, refused: Refused) -> None:
    refuse(turn, refused)
    if refused.why == "changed_since":
        story = await turn.session.get_one(Story, story_id)
        group = await turn.session.get_one(Group, story.group_id)
        send_for_review(turn.session, story, group, turn.me.account_id, now=turn.now)
