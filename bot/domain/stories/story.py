"""The states of a story: submitted, resubmitted, published, withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from db.enums import StoryAudience, StoryReader, StoryState

ADULT_AT = 18
SHARED_LAYERS = frozenset(StoryAudience) - {StoryAudience.KEEP}
"""The layers that let others than the teller hear a story."""


@dataclass(frozen=True, slots=True)
class Story:
    """What the rules need of a story. People are ids of accounts."""

    teller: int
    state: StoryState
    layers: frozenset[StoryAudience]
    """The layers to which the teller consented."""
    version: int = 1
    """Grows with every change of the state."""
    waits_for: StoryReader | None = None
    needs_clinic: bool = False
    claimed_by: int | None = None
    claimed_until: datetime | None = None
    nudge_at: datetime | None = None
    nudges: int = 0
    leader_before_clinic: int | None = None
    """The leader who approved of the story, after which the clinic reviews it too."""
    retell: bool = False
    retold: bool = False


class StoryRefusal(StrEnum):
    """Why what somebody wants to do with a story is not possible."""

    NO_PATIENT = "no_patient"
    NO_GROUP = "no_group"
    NO_DRAFT = "no_draft"
    MINOR = "minor"
    CRISIS = "crisis"
    CRISIS_KEPT = "crisis_kept"
    """In a crisis; what was told so far is kept."""
    OWN_STORY = "own_story"
    NONE_WAITING = "none_waiting"
    """No story waits for this person's review."""
    READ_ALREADY = "read_already"
    DECIDED_BY_YOU = "decided_by_you"
    NOT_TELLER = "not_teller"
    NOT_READER = "not_reviewer"
    CHANGED_SINCE = "changed_since"
    CLAIMED = "claimed"
    NOT_WAITING = "not_waiting"
    ANSWERED = "answered"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    NOT_THERE = "not_there"
    """It can no longer be heard."""
    NOT_COUNTED = "not_counted"
    """The press that a story helped: their own story, or one they may not hear."""


def telling_refused(
    *, birth_year: int | None, today: date, open_emergency: bool
) -> StoryRefusal | None:
    """Why this person may not tell a story now (a child, or in a crisis); None if they may.

    If the birth year is not known, the reviewers judge, who know the person.
    """
    # Only the year is known: in the year of the eighteenth birthday one may still be a child.
    if birth_year is not None and today.year - birth_year <= ADULT_AT:
        return StoryRefusal.MINOR
    return StoryRefusal.CRISIS if open_emergency else None


def submitted(story: Story, *, reader: StoryReader, nudge_at: datetime) -> Story:
    """The story waits for a review; one that is only kept waits for nobody."""
    if not story.layers & SHARED_LAYERS:
        return replace(story, state=StoryState.SUBMITTED, waits_for=None, nudge_at=None)
    return replace(
        story,
        state=StoryState.SUBMITTED,
        waits_for=reader,
        nudge_at=nudge_at,
        nudges=0,
        claimed_by=None,
        claimed_until=None,
        leader_before_clinic=None,
        retold=False,
    )


def resubmitted(story: Story, *, by: int, version: int) -> Story | StoryRefusal:
    """The story after its teller has made the change that the reviewer asked for."""
    if by != story.teller:
        return StoryRefusal.NOT_TELLER
    if refusal := state_refusal(story, StoryState.CHANGE_ASKED, version):
        return refusal
    return in_state(story, StoryState.SUBMITTED)


def published(story: Story) -> Story | StoryRefusal:
    """The story once others may hear it. One that is only kept is never published."""
    if refusal := state_refusal(story, StoryState.APPROVED, story.version):
        return refusal
    if not story.layers & SHARED_LAYERS:
        return StoryRefusal.KEPT
    if story.retell and not story.retold:
        return StoryRefusal.NOT_WAITING
    return in_state(story, StoryState.PUBLISHED)


def withdrawn(story: Story, *, by: int) -> Story | StoryRefusal:
    """The story after its withdrawal, which is final and possible in every state.

    It takes no version: a withdrawal must not fail because somebody reviewed the story meanwhile.
    """
    if by != story.teller:
        return StoryRefusal.NOT_TELLER
    if story.state is StoryState.WITHDRAWN:
        return StoryRefusal.WITHDRAWN
    return replace(
        in_state(story, StoryState.WITHDRAWN),
        layers=frozenset(),
        waits_for=None,
        claimed_by=None,
        claimed_until=None,
        nudge_at=None,
    )


def widest_audience(layers: Iterable[StoryAudience]) -> StoryAudience:
    """The layer that lets the most people hear the story; `KEEP` if there is none."""
    order = list(StoryAudience)
    return max(layers, key=order.index, default=StoryAudience.KEEP)


def state_refusal(story: Story, state: StoryState, version: int) -> StoryRefusal | None:
    if story.state is StoryState.WITHDRAWN:
        return StoryRefusal.WITHDRAWN
    if story.state is not state:
        return StoryRefusal.NOT_WAITING
    return None if story.version == version else StoryRefusal.CHANGED_SINCE


def in_state(story: Story, state: StoryState) -> Story:
    return replace(story, state=state, version=story.version + 1)
