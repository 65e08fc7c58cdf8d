"""Reading before others hear: one reader at a time, one decision, nobody on their own story."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.stories.story import Story, StoryRefusal, moved, not_now
from db.enums import ReviewDecision, StoryReader, StoryState

CLAIM_LASTS = timedelta(minutes=15)
WAITS_AT_MOST = timedelta(days=3)
"""Then somebody else is asked to look."""

DECIDED = {
    ReviewDecision.APPROVE: StoryState.APPROVED,
    ReviewDecision.ASK_CHANGE: StoryState.CHANGE_ASKED,
    ReviewDecision.DECLINE: StoryState.DECLINED,
}


def may_read(
    story: Story, *, who: int, reader: StoryReader | None, version: int, now: datetime
) -> StoryRefusal | None:
    """None: yes. `reader`: in which role this person may decide, None in none.

    `version` is the one they were shown: nobody approves words unseen.
    """
    if reader is None:
        return StoryRefusal.NOT_READER
    if who == story.teller:
        return StoryRefusal.OWN_STORY
    if refusal := not_now(story, StoryState.SUBMITTED, version):
        return refusal
    if story.waits_for is None:
        return StoryRefusal.NOT_WAITING
    if story.passed_by == who:
        return StoryRefusal.READ_ALREADY
    if story.waits_for is StoryReader.CLINIC and reader is not StoryReader.CLINIC:
        return StoryRefusal.READ_ALREADY
    return StoryRefusal.CLAIMED if _held_by_another(story, who, now) else None


def claimed(
    story: Story, *, who: int, reader: StoryReader | None, version: int, now: datetime
) -> Story | StoryRefusal:
    """The story while this person reads it; the others wait for a quarter of an hour."""
    if refusal := may_read(story, who=who, reader=reader, version=version, now=now):
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
    """The story after a decision. A leader's yes hands it on where the clinic must look too."""
    if refusal := may_read(story, who=who, reader=reader, version=version, now=now):
        return refusal
    free = replace(story, claimed_by=None, claimed_until=None, nudge_at=None, nudges=0)
    hands_on = story.needs_clinic and reader is StoryReader.LEADER
    if decision is ReviewDecision.APPROVE and hands_on:
        handed = replace(free, waits_for=StoryReader.CLINIC, passed_by=who)
        return replace(moved(handed, StoryState.SUBMITTED), nudge_at=now + WAITS_AT_MOST)
    return moved(replace(free, waits_for=None), DECIDED[decision])


def left_waiting(story: Story, now: datetime) -> Story | None:
    """The story once more people are asked to look; None: it is not time yet."""
    if story.nudge_at is None or story.nudge_at > now:
        return None
    return replace(story, nudges=story.nudges + 1, nudge_at=now + WAITS_AT_MOST)


def _held_by_another(story: Story, who: int, now: datetime) -> bool:
    until = story.claimed_until
    return story.claimed_by not in (None, who) and until is not None and now < until
