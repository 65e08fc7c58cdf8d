"""Needs only move forward by steps that somebody may take, and few voices are no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.needs import STEPS, Role, Step, after, may, steps_open_to, voices_shown
from db.enums import NeedState

ENDED = {NeedState.JOINED, NeedState.SET_ASIDE}


@given(st.lists(st.sampled_from(Step), max_size=12))
def test_whatever_is_tried_only_a_worded_need_is_ever_sent_or_answered(steps: list[Step]) -> None:
    state, worded = NeedState.RAISED, False
    for step in steps:
        state_after = after(step, state)
        worded = worded or (state_after is not None and step is Step.WORD)
        state = state_after or state
    assert worded or state in {NeedState.RAISED, *ENDED}


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_was_joined_or_set_aside_stays_so(state: NeedState) -> None:
    assert not any(after(step, state) for step in STEPS)


@pytest.mark.parametrize("step", list(Step))
def test_a_member_takes_no_step(step: Step) -> None:
    assert not may(step, set(), carried_by_hand=True)


def test_the_leader_answers_only_for_whom_the_need_was_carried_to() -> None:
    sent = steps_open_to(NeedState.SENT, {Role.LEADER}, carried_by_hand=False)
    by_hand = steps_open_to(NeedState.SENT, {Role.LEADER}, carried_by_hand=True)
    assert Step.ANSWER not in sent
    assert {Step.ANSWER, Step.PROMISE} <= set(by_hand)


@pytest.mark.parametrize(("count", "shown"), [(0, None), (4, None), (5, 5), (12, 12)])
def test_fewer_than_five_are_not_told_as_a_number(count: int, shown: int | None) -> None:
    assert voices_shown(count) == shown
