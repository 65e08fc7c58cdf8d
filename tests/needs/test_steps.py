"""Needs only move forward by steps that somebody may take, and few voices are no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.needs import (
    STEPS,
    NeedRole,
    NeedStep,
    may_take,
    state_after,
    steps_open_to,
    voices_told,
)
from db.enums import NeedState

ENDED = {NeedState.JOINED, NeedState.SET_ASIDE}


@given(st.lists(st.sampled_from(NeedStep), max_size=12))
def test_whatever_is_tried_only_a_worded_need_is_ever_sent_or_answered(
    steps: list[NeedStep],
) -> None:
    state, worded = NeedState.RAISED, False
    for step in steps:
        new_state = state_after(step, state)
        worded = worded or (new_state is not None and step is NeedStep.WORD)
        state = new_state or state
    assert worded or state in {NeedState.RAISED, *ENDED}


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_was_joined_or_set_aside_stays_so(state: NeedState) -> None:
    assert not any(state_after(step, state) for step in STEPS)


@pytest.mark.parametrize("step", list(NeedStep))
def test_a_member_takes_no_step(step: NeedStep) -> None:
    assert not may_take(step, set(), by_hand=True)


def test_the_leader_answers_only_for_whom_the_need_was_carried_to() -> None:
    sent = steps_open_to(NeedState.SENT, {NeedRole.LEADER}, by_hand=False)
    by_hand = steps_open_to(NeedState.SENT, {NeedRole.LEADER}, by_hand=True)
    assert NeedStep.ANSWER not in sent
    assert {NeedStep.ANSWER, NeedStep.PROMISE} <= set(by_hand)


@pytest.mark.parametrize(("count", "shown"), [(0, None), (4, None), (5, 5), (12, 12)])
def test_fewer_than_five_are_not_told_as_a_number(count: int, shown: int | None) -> None:
    assert voices_told(count) == shown
