"""Who may tell, review, share and take back a story."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bot.domain import stories
from bot.domain.stories import Story, StoryRefusal
from db.enums import ReviewDecision, StoryAudience, StoryState

SUKHMATI, PHULO_THE_LEADER, STRANGER = 1, 2, 3
TODAY = date(2026, 6, 1)
TOLD = Story(SUKHMATI, StoryState.SUBMITTED, StoryAudience.GROUP)


def in_state(state: StoryState) -> Story:
    return replace(TOLD, state=state, version=5)


def others(state: StoryState) -> list[StoryState]:
    return [other for other in StoryState if other is not state]


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (ReviewDecision.APPROVE, StoryState.APPROVED),
        (ReviewDecision.ASK_CHANGE, StoryState.CHANGE_ASKED),
        (ReviewDecision.DECLINE, StoryState.DECLINED),
    ],
)
def test_a_review_decides_once(decision, state):
    decided = stories.reviewed(TOLD, decision, reviewer=PHULO_THE_LEADER, version=1)
    assert decided == replace(TOLD, state=state, version=2)
    assert stories.after(StoryState.SUBMITTED, decision) is state
    again = stories.reviewed(decided, decision, reviewer=PHULO_THE_LEADER, version=2)
    assert again is StoryRefusal.NOT_WAITING


@pytest.mark.parametrize(
    ("state", "decision"), list(product(others(StoryState.SUBMITTED), ReviewDecision))
)
def test_only_a_submitted_story_is_reviewed(state, decision):
    assert stories.after(state, decision) is None
    refusal = stories.may_review(in_state(state), reviewer=PHULO_THE_LEADER, version=5)
    taken_back = state is StoryState.WITHDRAWN
    assert refusal is (StoryRefusal.WITHDRAWN if taken_back else StoryRefusal.NOT_WAITING)


def test_nobody_reviews_their_own_story():
    refusal = stories.reviewed(TOLD, ReviewDecision.APPROVE, reviewer=SUKHMATI, version=1)
    assert refusal is StoryRefusal.OWN_STORY


def test_a_decision_on_words_that_have_changed_is_refused():
    asked = stories.reviewed(
        TOLD, ReviewDecision.ASK_CHANGE, reviewer=PHULO_THE_LEADER, version=TOLD.version
    )
    told_again = stories.told_again(asked, by=SUKHMATI, version=2)
    assert told_again == replace(TOLD, version=3)
    decision = stories.reviewed(
        told_again, ReviewDecision.APPROVE, reviewer=PHULO_THE_LEADER, version=1
    )
    assert decision is StoryRefusal.CHANGED_SINCE


def test_only_its_teller_tells_it_again_and_only_when_asked():
    asked = in_state(StoryState.CHANGE_ASKED)
    assert stories.told_again(asked, by=STRANGER, version=5) is StoryRefusal.NOT_TELLER
    assert stories.told_again(asked, by=SUKHMATI, version=4) is StoryRefusal.CHANGED_SINCE
    assert stories.told_again(TOLD, by=SUKHMATI, version=1) is StoryRefusal.NOT_WAITING


def test_an_approved_story_is_published_once():
    shared = stories.published(in_state(StoryState.APPROVED), version=5)
    assert shared == replace(TOLD, state=StoryState.PUBLISHED, version=6)
    assert stories.published(shared, version=6) is StoryRefusal.NOT_WAITING
    stale = stories.published(in_state(StoryState.APPROVED), version=4)
    assert stale is StoryRefusal.CHANGED_SINCE


@pytest.mark.parametrize("state", others(StoryState.APPROVED))
def test_nothing_is_published_without_approval(state):
    assert isinstance(stories.published(in_state(state), version=5), StoryRefusal)


def test_a_story_only_to_be_kept_is_never_published():
    kept = replace(in_state(StoryState.APPROVED), audience=StoryAudience.KEEP)
    assert stories.published(kept, version=5) is StoryRefusal.KEPT


@pytest.mark.parametrize("state", others(StoryState.WITHDRAWN))
def test_its_teller_takes_a_story_back_whatever_became_of_it(state):
    assert stories.withdrawn(in_state(state), by=STRANGER) is StoryRefusal.NOT_TELLER
    gone = stories.withdrawn(in_state(state), by=SUKHMATI)
    assert gone == replace(TOLD, state=StoryState.WITHDRAWN, version=6)


def test_taken_back_is_for_good():
    gone = in_state(StoryState.WITHDRAWN)
    assert stories.withdrawn(gone, by=SUKHMATI) is StoryRefusal.WITHDRAWN
    assert stories.told_again(gone, by=SUKHMATI, version=5) is StoryRefusal.WITHDRAWN
    assert stories.published(gone, version=5) is StoryRefusal.WITHDRAWN


@pytest.mark.parametrize(
    ("birth_year", "open_emergency", "refusal"),
    [
        (1980, False, None),
        (None, False, None),
        (2007, False, None),
        (2008, False, StoryRefusal.MINOR),
        (2015, True, StoryRefusal.MINOR),
        (1980, True, StoryRefusal.CRISIS),
        (None, True, StoryRefusal.CRISIS),
    ],
)
def test_a_story_is_not_taken_from_a_child_or_in_a_crisis(birth_year, open_emergency, refusal):
    may = stories.may_tell(birth_year=birth_year, today=TODAY, open_emergency=open_emergency)
    assert may is refusal


def test_each_audience_holds_the_smaller_ones():
    keep, group, same_illness, outside = StoryAudience
    assert stories.audience_includes(outside, keep)
    assert stories.audience_includes(same_illness, group)
    assert stories.audience_includes(group, group)
    assert not stories.audience_includes(group, same_illness)
    assert not stories.audience_includes(keep, group)
