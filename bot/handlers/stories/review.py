"""Review for a group: one person opens a story, then approves, asks for a change, or declines."""

from bot.context import Turn
from bot.domain import stories as rules
from bot.handlers.stories.dialogue import say_in_place, say_refused
from bot.services.outbox import To
from bot.services.stories.playback import Playback, play_story, story_heading
from bot.services.stories.review import claim_story, review_story
from bot.services.stories.story import Refused
from bot.texts.stories.review import REASONS_FOR
from db.enums import ReviewDecision, StoryReader
from db.models import Group, Story
from db.queries.stories import standing_consents

REASON_LENGTH = 400
"""Longest reason, in characters."""


async def open_for_review(turn: Turn) -> None:
    """Open a story: the first reader claims it for a quarter of an hour."""
    story_id, version = turn.pressed_number(), turn.pressed_number(1)
    story = await claim_story(turn.session, turn.me.account_id, story_id, version, now=turn.now)
    if isinstance(story, Refused):
        return await _say_refused(turn, turn.pressed_number(), story)
    return await _show_for_review(turn, story)


async def _show_for_review(turn: Turn, story: Story) -> None:
    group = await turn.session.get_one(Group, story.group_id)
    consents = await standing_consents(turn.session, story.id)
    playback = Playback(To.account(turn.me.account_id), head=story_heading(story))
    await play_story(turn.session, story, playback, story.parts or [], now=turn.now)
    turn.say(
        "stories.ask_decision",
        story=story.id,
        version=story.version,
        group=group.title,
        layers=[c.layer for c in consents if c.layer in rules.SHARED_LAYERS],
        retell=story.retell,
        medical=rules.medical_claim(story.body or ""),
        clinic=story.waits_for == StoryReader.CLINIC,
    )


async def approve_story(turn: Turn) -> None:
    await _decide(turn, turn.pressed_number(), turn.pressed_number(1), ReviewDecision.APPROVE, None)


async def ask_for_change(turn: Turn) -> None:
    await _ask_reason(turn, ReviewDecision.ASK_CHANGE)


async def decline_story(turn: Turn) -> None:
    await _ask_reason(turn, ReviewDecision.DECLINE)


async def _ask_reason(turn: Turn, decision: ReviewDecision) -> None:
    story_id, version = turn.pressed_number(), turn.pressed_number(1)
    found = await claim_story(turn.session, turn.me.account_id, story_id, version, now=turn.now)
    if isinstance(found, Refused):
        return await _say_refused(turn, story_id, found)
    return turn.say("stories.ask_reason", decision=decision.value, story=story_id, version=version)


async def choose_reason(turn: Turn) -> None:
    """One of the offered reasons, or the wish to write one."""
    decision, code = next(iter(turn.pressed), ""), turn.pressed[-1] if turn.pressed else ""
    story_id, version = turn.pressed_number(1), turn.pressed_number(2)
    if decision not in REASONS_FOR or (code != "own" and code not in REASONS_FOR[decision]):
        return turn.say("menu.old_button")
    if code != "own":
        return await _decide(turn, story_id, version, ReviewDecision(decision), code)
    found = await claim_story(turn.session, turn.me.account_id, story_id, version, now=turn.now)
    if isinstance(found, Refused):
        return await _say_refused(turn, story_id, found)
    turn.wait("story_review", "reason", story=story_id, version=version, decision=decision)
    return say_in_place(turn, "stories.ask_own_reason")


async def take_own_reason(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    words = " ".join(turn.text.split())
    if not words or len(words) > REASON_LENGTH:
        return turn.say("stories.hint", why="reason")
    turn.stop_waiting()
    asked = waiting.data
    decision = ReviewDecision(asked["decision"])
    return await _decide(turn, asked["story"], asked["version"], decision, words)


async def _decide(
    turn: Turn, story_id: int, version: int, decision: ReviewDecision, words: str | None
) -> None:
    story = await review_story(
        turn.session, turn.me.account_id, story_id, version, decision, reason=words, now=turn.now
    )
    if isinstance(story, Refused):
        return await _say_refused(turn, story_id, story)
    at = story.publish_at.isoformat() if story.publish_at else None
    to_clinic = story.waits_for is not None
    return say_in_place(
        turn, "stories.reviewed", decision=decision.value, at=at, to_clinic=to_clinic
    )


async def _say_refused(turn: Turn, story_id: int, refused: Refused) -> None:
    """If the story was changed meanwhile, offer the new version."""
    say_refused(turn, refused)
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
