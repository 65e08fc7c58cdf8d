"""The life of a story: told, told again, published, taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from db.enums import StoryAudience, StoryReader, StoryState

ADULT_AT = 18
SHARED = frozenset(StoryAudience) - {StoryAudience.KEEP}
"""The layers that let anybody but the teller hear it."""


@dataclass(frozen=True, slots=True)
class Story:
    """What the rules need of a story. Persons are accounts; `version` grows with every move."""

    teller: int
    state: StoryState
    layers: frozenset[StoryAudience]
    """To which the teller said yes."""
    version: int = 1
    waits_for: StoryReader | None = None
    needs_clinic: bool = False
    claimed_by: int | None = None
    claimed_until: datetime | None = None
    nudge_at: datetime | None = None
    nudges: int = 0
    passed_by: int | None = None
    """The leader who approved of it before the clinic looks."""
    retell: bool = False
    retold: bool = False


class StoryRefusal(StrEnum):
    MINOR = "minor"
    CRISIS = "crisis"
    OWN_STORY = "own_story"
    READ_ALREADY = "read_already"
    NOT_TELLER = "not_teller"
    NOT_READER = "not_reviewer"
    CHANGED_SINCE = "changed_since"
    CLAIMED = "claimed"
    NOT_WAITING = "not_waiting"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


def may_tell(*, birth_year: int | None, today: date, open_emergency: bool) -> StoryRefusal | None:
    """None: yes. A story is told from strength: not by a child, not in the middle of a crisis.

    `birth_year` None: not known, and then the reviewers, who know the person, must look.
    """
    # By the year alone, somebody in the year of their eighteenth birthday may still be a child.
    if birth_year is not None and today.year - birth_year <= ADULT_AT:
        return StoryRefusal.MINOR
    return StoryRefusal.CRISIS if open_emergency else None


def submitted(story: Story, *, reader: StoryReader, nudge_at: datetime) -> Story:
    """Told. What is only to be kept waits for nobody."""
    if not story.layers & SHARED:
        return replace(story, state=StoryState.SUBMITTED, waits_for=None, nudge_at=None)
    return replace(
        story,
        state=StoryState.SUBMITTED,
        waits_for=reader,
        nudge_at=nudge_at,
        nudges=0,
        claimed_by=None,
        claimed_until=None,
        passed_by=None,
        retold=False,
    )


def told_again(story: Story, *, by: int, version: int) -> Story | StoryRefusal:
    """The story after its teller has changed what the reviewer asked to have changed."""
    if by != story.teller:
        return StoryRefusal.NOT_TELLER
    if refusal := not_now(story, StoryState.CHANGE_ASKED, version):
        return refusal
    return moved(story, StoryState.SUBMITTED)


def published(story: Story) -> Story | StoryRefusal:
    """The story once it may be heard. What its teller only wanted kept never is."""
    if refusal := not_now(story, StoryState.APPROVED, story.version):
        return refusal
    if not story.layers & SHARED:
        return StoryRefusal.KEPT
    if story.retell and not story.retold:
        return StoryRefusal.NOT_WAITING
    return moved(story, StoryState.PUBLISHED)


def withdrawn(story: Story, *, by: int) -> Story | StoryRefusal:
    """The story taken back, for good, whatever state it was in.

    Without a version on purpose: taking back must not fail because somebody reviewed meanwhile.
    """
    if by != story.teller:
        return StoryRefusal.NOT_TELLER
    if story.state is StoryState.WITHDRAWN:
        return StoryRefusal.WITHDRAWN
    return replace(
        moved(story, StoryState.WITHDRAWN),
        layers=frozenset(),
        waits_for=None,
        claimed_by=None,
        claimed_until=None,
        nudge_at=None,
    )


def widest(layers: Iterable[StoryAudience]) -> StoryAudience:
    """The one that lets the most people hear it; nobody but the teller where there is none."""
    order = list(StoryAudience)
    return max(layers, key=order.index, default=StoryAudience.KEEP)


def not_now(story: Story, state: StoryState, version: int) -> StoryRefusal | None:
    if story.state is StoryState.WITHDRAWN:
        return StoryRefusal.WITHDRAWN
    if story.state is not state:
        return StoryRefusal.NOT_WAITING
    return None if story.version == version else StoryRefusal.CHANGED_SINCE


def moved(story: Story, state: StoryState) -> Story:
    return replace(story, state=state, version=story.version + 1)
