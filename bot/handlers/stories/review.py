"""Review for a group: one person opens a story, then approves, asks for a change, or declines."""

from dataclasses import dataclass

from bot.context import Turn
from bot.domain import stories as rules
from bot.domain.stories import StoryRefusal
from bot.handlers.access.stories import story_to_review
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
from bot.services.dialogs import Dialog
from bot.services.outbox import To
from bot.services.stories.playback import Playback, play_story, story_heading
from bot.services.stories.review import claim_story, review_story
from bot.services.stories.story import StoryRefused
from bot.texts.stories import replies
from bot.texts.stories import review as texts
from db.enums import ReviewDecision, StoryAudience, StoryReader
from db.models import Group, Story
from db.queries.stories import standing_consents

REASON_LENGTH = 400
"""Longest reason, in characters."""

router = Router(__name__)


@dataclass(frozen=True)
class StoryReviewDialog(Dialog, flow="story_review"):
    """The reviewer writes a reason."""

    story: int
    version: int
    decision: Objection


@router.button(OpenForReview, access=story_to_review)
async def open_for_review(turn: Turn, press: OpenForReview, story: Story) -> None:
    """Open a story: the first reader claims it for a quarter of an hour."""
    if await _claim(turn, story, press.version):
        await _show_for_review(turn, story)


async def _claim(turn: Turn, story: Story, version: int) -> bool:
    """Whether the speaker may read and decide now; else they are told why not."""
    claimed = await claim_story(turn.session, turn.me.account_id, story.id, version, now=turn.now)
    if isinstance(claimed, StoryRefused):
        await _say_refused(turn, story, claimed)
        return False
    return True


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


@router.button(ApproveStory, access=story_to_review)
async def approve_story(turn: Turn, press: ApproveStory, story: Story) -> None:
    await _decide(turn, story, press.version, ReviewDecision.APPROVE, None)


@router.button(AskForChange, access=story_to_review)
async def ask_for_change(turn: Turn, press: AskForChange, story: Story) -> None:
    await _ask_reason(turn, story, press.version, "ask_change")


@router.button(DeclineStory, access=story_to_review)
async def decline_story(turn: Turn, press: DeclineStory, story: Story) -> None:
    await _ask_reason(turn, story, press.version, "decline")


async def _ask_reason(turn: Turn, story: Story, version: int, decision: Objection) -> None:
    if await _claim(turn, story, version):
        turn.say(texts.ask_reason(decision=decision, story=story.id, version=version))


@router.button(ChooseReason, access=story_to_review)
async def choose_reason(turn: Turn, press: ChooseReason, story: Story) -> None:
    """One of the offered reasons, or the wish to write one."""
    if press.reason != "own":
        decision = ReviewDecision(press.decision)
        return await _decide(turn, story, press.version, decision, press.reason)
    if await _claim(turn, story, press.version):
        turn.wait(StoryReviewDialog(story.id, press.version, press.decision))
        say_in_place(turn, texts.ask_own_reason())
    return None


@router.dialog(StoryReviewDialog, access=story_to_review)
async def take_own_reason(turn: Turn, dialog: StoryReviewDialog, story: Story) -> None:
    words = " ".join(turn.text.split())
    if not words or len(words) > REASON_LENGTH:
        return turn.say(replies.hint(why="reason"))
    turn.stop_waiting()
    return await _decide(turn, story, dialog.version, ReviewDecision(dialog.decision), words)


async def _decide(
    turn: Turn, story: Story, version: int, decision: ReviewDecision, words: str | None
) -> None:
    decided = await review_story(
        turn.session, turn.me.account_id, story.id, version, decision, reason=words, now=turn.now
    )
    if isinstance(decided, StoryRefused):
        return await _say_refused(turn, story, decided)
    to_clinic = decided.waits_for is not None
    return say_in_place(
        turn, texts.reviewed(decision=decision, at=decided.publish_at, to_clinic=to_clinic)
    )


async def _say_refused(turn: Turn, story: Story, refused: StoryRefused) -> None:
    """If the story was changed meanwhile, offer the new version."""
    say_refused(turn, refused)
    if refused.why is StoryRefusal.CHANGED_SINCE:
        group = await turn.session.get_one(Group, story.group_id)
        turn.say(
            texts.to_review(
                story=story.id,
                version=story.version,
                group=group.title,
                clinic=story.waits_for == StoryReader.CLINIC,
            )
        )
