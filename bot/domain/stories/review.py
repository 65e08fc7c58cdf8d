"""Review before others hear a story: one reader at a time, one decision, never on one's own."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.stories.story import Story, StoryRefusal, in_state, state_refusal
from db.enums import ReviewDecision, StoryReader, StoryState

CLAIM_LASTS = timedelta(minutes=15)
NUDGE_AFTER = timedelta(days=3)
"""After this time without a decision, more people are asked."""

STATE_AFTER = {
    ReviewDecision.APPROVE: StoryState.APPROVED,
    ReviewDecision.ASK_CHANGE: StoryState.CHANGE_ASKED,
    ReviewDecision.DECLINE: StoryState.DECLINED,
}


def reading_refused(
    story: Story, *, who: int, reader: StoryReader | None, version: int, now: datetime
) -> StoryRefusal | None:
    """Why this person may not decide about the story now; None if they may.

    `reader` is the role in which they may decide, None if they have none. `version` is the one they
    were shown: nobody approves words that they have not seen.
    """
    if reader is None:
        return StoryRefusal.NOT_READER
    if who == story.teller:
        return StoryRefusal.OWN_STORY
    if refusal := state_refusal(story, StoryState.SUBMITTED, version):
        return refusal
    if story.waits_for is None:
        return StoryRefusal.NOT_WAITING
    if story.leader_before_clinic == who:
        return StoryRefusal.READ_ALREADY
    if story.waits_for is StoryReader.CLINIC and reader is not StoryReader.CLINIC:
        return StoryRefusal.READ_ALREADY
    return StoryRefusal.CLAIMED if _claimed_by_another(story, who, now) else None


def claimed(
    story: Story, *, who: int, reader: StoryReader | None, version: int, now: datetime
) -> Story | StoryRefusal:
    """The story claimed by this person; the others must wait until the claim ends."""
    if refusal := reading_refused(story, who=who, reader=reader, version=version, now=now):
        return refusal
    return replace(story, claimed_by=who, claimed_until=now + CLAIM_LASTS)


def reviewed(
    story: Story,
    decision: ReviewDecision,
    *,
    who: int,
    reader: StoryReader | None,
    version: int,
    now: datetime,
) -> Story | StoryRefusal:
    """The story after a decision. Where the clinic must review too, it comes after the leader."""
    if refusal := reading_refused(story, who=who, reader=reader, version=version, now=now):
        return refusal
    free = replace(story, claimed_by=None, claimed_until=None, nudge_at=None, nudges=0)
    clinic_next = story.needs_clinic and reader is StoryReader.LEADER
    if decision is ReviewDecision.APPROVE and clinic_next:
        handed = replace(free, waits_for=StoryReader.CLINIC, leader_before_clinic=who)
        return replace(in_state(handed, StoryState.SUBMITTED), nudge_at=now + NUDGE_AFTER)
    return in_state(replace(free, waits_for=None), STATE_AFTER[decision])


def nudged(story: Story, now: datetime) -> Story | None:
    """The story after more people were asked to review it; None if it is not time yet."""
    if story.nudge_at is None or story.nudge_at > now:
        return None
    return replace(story, nudges=story.nudges + 1, nudge_at=now + NUDGE_AFTER)


def _claimed_by_another(story: Story, who: int, now: datetime) -> bool:
    until = story.claimed_until
    return story.claimed_by not in (None, who) and until is not None and now < until
