"""Review for a group: one person opens a story, then approves, asks for a change, or declines."""

from bot.context import Turn
from bot.domain import stories as rules
from bot.domain.stories import StoryRefusal
from bot.handlers.router import Router
from bot.handlers.stories.dialogue import say_in_place, say_refused
from bot.keyboards.stories import (
    ApproveStory,
    AskForChange,
    ChooseReason,
    DeclineStory,
    Objection,
    OpenForReview,
)
from bot.services.outbox import To
from bot.services.stories.playback import Playback, play_story, story_heading
from bot.services.stories.review import claim_story, review_story
from bot.services.stories.story import Refused
from bot.texts.stories import replies
from bot.texts.stories import review as texts
from db.enums import ReviewDecision, StoryAudience, StoryReader
from db.models import Group, Story
from db.queries.stories import standing_consents

REASON_LENGTH = 400
"""Longest reason, in characters."""

router = Router(__name__)


@router.button(OpenForReview)
async def open_for_review(turn: Turn, press: OpenForReview) -> None:
    """Open a story: the first reader claims it for a quarter of an hour."""
    account_id = turn.me.account_id
    story = await claim_story(turn.session, account_id, press.story, press.version, now=turn.now)
    if isinstance(story, Refused):
        return await _say_refused(turn, press.story, story)
    return await _show_for_review(turn, story)


async def _show_for_review(turn: Turn, story: Story) -> None:
    group = await turn.session.get_one(Group, story.group_id)
    consents = await standing_consents(turn.session, story.id)
    playback = Playback(To.account(turn.me.account_id), story_heading(story))
    await play_story(turn.session, story, playback, story.parts or [], now=turn.now)
    layers = [StoryAudience(c.layer) for c in consents if c.layer in rules.SHARED_LAYERS]
    turn.say(
        texts.ask_decision(
            story=story.id,
            version=story.version,
            group=group.title,
            layers=layers,
            retell=story.retell,
            medical=rules.medical_claim(story.body or ""),
        )
    )


@router.button(ApproveStory)
async def approve_story(turn: Turn, press: ApproveStory) -> None:
    await _decide(turn, press.story, press.version, ReviewDecision.APPROVE, None)


@router.button(AskForChange)
async def ask_for_change(turn: Turn, press: AskForChange) -> None:
    await _ask_reason(turn, press.story, press.version, "ask_change")


@router.button(DeclineStory)
async def decline_story(turn: Turn, press: DeclineStory) -> None:
    await _ask_reason(turn, press.story, press.version, "decline")


async def _ask_reason(turn: Turn, story_id: int, version: int, decision: Objection) -> None:
    found = await claim_story(turn.session, turn.me.account_id, story_id, version, now=turn.now)
    if isinstance(found, Refused):
        return await _say_refused(turn, story_id, found)
    return turn.say(texts.ask_reason(decision=decision, story=story_id, version=version))


@router.button(ChooseReason)
async def choose_reason(turn: Turn, press: ChooseReason) -> None:
    """One of the offered reasons, or the wish to write one."""
    story_id, version = press.story, press.version
    if press.reason != "own":
        decision = ReviewDecision(press.decision)
        return await _decide(turn, story_id, version, decision, press.reason)
    found = await claim_story(turn.session, turn.me.account_id, story_id, version, now=turn.now)
    if isinstance(found, Refused):
        return await _say_refused(turn, story_id, found)
    turn.wait("story_review", "reason", story=story_id, version=version, decision=press.decision)
    return say_in_place(turn, texts.ask_own_reason())


@router.flow("story_review")
async def take_own_reason(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    words = " ".join(turn.text.split())
    if not words or len(words) > REASON_LENGTH:
        return turn.say(replies.hint(why="reason"))
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
    to_clinic = story.waits_for is not None
    return say_in_place(
        turn, texts.reviewed(decision=decision, at=story.publish_at, to_clinic=to_clinic)
    )


async def _say_refused(turn: Turn, story_id: int, refused: Refused) -> None:
    """If the story was changed meanwhile, offer the new version."""
    say_refused(turn, refused)
    if refused.why is StoryRefusal.CHANGED_SINCE:
        story = await turn.session.get_one(Story, story_id)
        group = await turn.session.get_one(Group, story.group_id)
        turn.say(
            texts.to_review(
                story=story.id,
                version=story.version,
                group=group.title,
                clinic=story.waits_for == StoryReader.CLINIC,
            )
        )
