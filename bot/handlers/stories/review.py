"""Reading for a group: opened by one person, then share it, ask for a change, do not share."""

from bot.context import Turn
from bot.domain import stories as rules
from bot.handlers.stories.ask import number, over, refuse
from bot.services.outbox import To
from bot.services.stories import Refused, Telling, claim, heading, play, review
from bot.texts.stories.review import READY
from db.enums import ReviewDecision, StoryReader
from db.models import Group, Story
from db.queries.stories import standing_consents

REASON = 400
"""Signs that a reason may have."""


async def read(turn: Turn) -> None:
    """Open it: whoever is first has it for a quarter of an hour."""
    story = await claim(
        turn.session, turn.me.account_id, number(turn, 0), number(turn, 1), now=turn.now
    )
    if isinstance(story, Refused):
        return await _refuse(turn, number(turn, 0), story)
    return await _show(turn, story)


async def _show(turn: Turn, story: Story) -> None:
    group = await turn.session.get_one(Group, story.group_id)
    consents = await standing_consents(turn.session, story.id)
    telling = Telling(To.account(turn.me.account_id), head=heading(story))
    await play(turn.session, story, telling, story.parts or [], now=turn.now)
    turn.say(
        "stories.ask_decision",
        story=story.id,
        version=story.version,
        group=group.title,
        layers=[c.layer for c in consents if c.layer in rules.SHARED],
        retell=story.retell,
        medical=rules.medical_claim(story.body or ""),
        clinic=story.waits_for == StoryReader.CLINIC,
    )


async def approve(turn: Turn) -> None:
    await _decide(turn, number(turn, 0), number(turn, 1), ReviewDecision.APPROVE, None)


async def ask_change(turn: Turn) -> None:
    await _ask_reason(turn, ReviewDecision.ASK_CHANGE)


async def decline(turn: Turn) -> None:
    await _ask_reason(turn, ReviewDecision.DECLINE)


async def _ask_reason(turn: Turn, decision: ReviewDecision) -> None:
    story_id, version = number(turn, 0), number(turn, 1)
    found = await claim(turn.session, turn.me.account_id, story_id, version, now=turn.now)
    if isinstance(found, Refused):
        return await _refuse(turn, story_id, found)
    return turn.say("stories.ask_reason", decision=decision.value, story=story_id, version=version)


async def reason(turn: Turn) -> None:
    """One of the ready reasons, or the wish to write one."""
    decision, code = next(iter(turn.pressed), ""), turn.pressed[-1] if turn.pressed else ""
    story_id, version = number(turn, 1), number(turn, 2)
    if decision not in READY or (code != "own" and code not in READY[decision]):
        return turn.say("menu.old_button")
    if code != "own":
        return await _decide(turn, story_id, version, ReviewDecision(decision), code)
    found = await claim(turn.session, turn.me.account_id, story_id, version, now=turn.now)
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
    handed_on = story.waits_for is not None
    return over(turn, "stories.reviewed", decision=decision.value, at=at, handed_on=handed_on)


async def _refuse(turn: Turn, story_id: int, refused: Refused) -> None:
    """Where the words have changed, the new ones are offered."""
    refuse(turn, refused)
    if refused.why == "changed_since":
        story = await turn.session.get_one(Story, story_id)
        group = await turn.session.get_one(Group, story.group_id)
        turn.say(
            "stories.to_review",
            story=story.id,
            version=story.version,
            group=group.title,
            clinic=story.waits_for == StoryReader.CLINIC,
        )
