"""The life of a story: who may tell, review, share and take back. A refusal is returned as data."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from db.enums import ReviewDecision, StoryAudience, StoryState

ADULT_AT = 18


@dataclass(frozen=True, slots=True)
class Story:
    """What the rules need of a story. `teller` is an account; `version` grows with every move."""

    teller: int
    state: StoryState
    audience: StoryAudience
    version: int = 1


class StoryRefusal(StrEnum):
    MINOR = "minor"
    CRISIS = "crisis"
    OWN_STORY = "own_story"
    NOT_TELLER = "not_teller"
    CHANGED_SINCE = "changed_since"
    NOT_WAITING = "not_waiting"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


_DECIDED = {
    ReviewDecision.APPROVE: StoryState.APPROVED,
    ReviewDecision.ASK_CHANGE: StoryState.CHANGE_ASKED,
    ReviewDecision.DECLINE: StoryState.DECLINED,
}


def may_tell(*, birth_year: int | None, today: date, open_emergency: bool) -> StoryRefusal | None:
    """None: yes. A story is told from strength: not by a child, not in the middle of a crisis.

    `birth_year` None: not known, and then the reviewers, who know the person, must look.
    """
    # By the year alone, somebody in the year of their eighteenth birthday may still be a child.
    if birth_year is not None and today.year - birth_year <= ADULT_AT:
        return StoryRefusal.MINOR
    return StoryRefusal.CRISIS if open_emergency else None


def after(state: StoryState, decision: ReviewDecision) -> StoryState | None:
    """The state a review leads to. None: in this state there is nothing to review."""
    return _DECIDED[decision] if state is StoryState.SUBMITTED else None


def may_review(story: Story, *, reviewer: int, version: int) -> StoryRefusal | None:
    """None: yes. `version` is the one the reviewer read: nobody approves words unseen."""
    if reviewer == story.teller:
        return StoryRefusal.OWN_STORY
    return _not_now(story, StoryState.SUBMITTED, version)


def reviewed(
    story: Story, decision: ReviewDecision, *, reviewer: int, version: int
) -> Story | StoryRefusal:
    """The story after a leader's or the clinic's decision on the version they read."""
    if refusal := may_review(story, reviewer=reviewer, version=version):
        return refusal
    return _moved(story, _DECIDED[decision])


def told_again(story: Story, *, by: int, version: int) -> Story | StoryRefusal:
    """The story after its teller has changed what the reviewer asked to have changed."""
    if by != story.teller:
        return StoryRefusal.NOT_TELLER
    if refusal := _not_now(story, StoryState.CHANGE_ASKED, version):
        return refusal
    return _moved(story, StoryState.SUBMITTED)


def published(story: Story, *, version: int) -> Story | StoryRefusal:
    """The story once it is shared. What its teller only wanted kept is never shared."""
    if refusal := _not_now(story, StoryState.APPROVED, version):
        return refusal
    if not audience_includes(story.audience, StoryAudience.GROUP):
        return StoryRefusal.KEPT
    return _moved(story, StoryState.PUBLISHED)


def withdrawn(story: Story, *, by: int) -> Story | StoryRefusal:
    """The story taken back, for good, whatever state it was in.

    Without a version on purpose: taking back must not fail because somebody reviewed meanwhile.
    """
    if by != story.teller:
        return StoryRefusal.NOT_TELLER
    if story.state is StoryState.WITHDRAWN:
        return StoryRefusal.WITHDRAWN
    return _moved(story, StoryState.WITHDRAWN)


def audience_includes(audience: StoryAudience, wanted: StoryAudience) -> bool:
    """Whether a yes to `audience` covers `wanted`. Each circle holds the ones inside it."""
    circles = list(StoryAudience)
    return circles.index(wanted) <= circles.index(audience)


def _not_now(story: Story, state: StoryState, version: int) -> StoryRefusal | None:
    if story.state is StoryState.WITHDRAWN:
        return StoryRefusal.WITHDRAWN
    if story.state is not state:
        return StoryRefusal.NOT_WAITING
    return None if story.version == version else StoryRefusal.CHANGED_SINCE


def _moved(story: Story, state: StoryState) -> Story:
    return replace(story, state=state, version=story.version + 1)
