"""The states of a need, the steps between them, and who may take a step."""

from enum import StrEnum
from typing import Literal

from db.enums import NeedState

FEWEST_TOLD = 5
"""Fewer voices are not told as a number: in a small group a number gives people away."""
SENTENCE_LENGTH = 160
ANSWER_LENGTH = 400
RECIPIENT_LENGTH = 80
"""Most characters of a sentence, an answer, the name of a recipient."""


NeedRefusal = Literal["unknown", "changed_since", "not_now", "not_yours"]
"""Why somebody cannot see a need, or take a step with it."""


class NeedStep(StrEnum):
    WORD = "word"
    JOIN = "join"
    SET_ASIDE = "set_aside"
    SEND = "send"
    ANSWER = "answer"
    PROMISE = "promise"
    SOLVE = "solve"
    REOPEN = "reopen"


class NeedRole(StrEnum):
    LEADER = "leader"
    CLINIC = "clinic"


_UNWORDED = {NeedState.RAISED}
_IN_GROUP = {NeedState.RAISED, NeedState.OPEN}
_FORWARDED = {NeedState.SENT, NeedState.ANSWERED, NeedState.PROMISED}

STEPS: dict[NeedStep, tuple[set[NeedState], NeedState]] = {
    NeedStep.WORD: (_UNWORDED, NeedState.OPEN),
    NeedStep.JOIN: (_IN_GROUP, NeedState.JOINED),
    NeedStep.SET_ASIDE: (_IN_GROUP, NeedState.SET_ASIDE),
    NeedStep.SEND: ({NeedState.OPEN}, NeedState.SENT),
    NeedStep.ANSWER: (_FORWARDED, NeedState.ANSWERED),
    NeedStep.PROMISE: (_FORWARDED, NeedState.PROMISED),
    NeedStep.SOLVE: ({NeedState.OPEN, *_FORWARDED}, NeedState.SOLVED),
    NeedStep.REOPEN: ({NeedState.ANSWERED, NeedState.PROMISED, NeedState.SOLVED}, NeedState.SENT),
}
"""For each step: the states in which it can be taken, and the state after it."""

JOINABLE = {NeedState.OPEN, *_FORWARDED}
"""States in which members can still say "me too"."""


def state_after(step: NeedStep, state: NeedState) -> NeedState | None:
    """The state after a step. None if it cannot be taken in this state."""
    starts, leads_to = STEPS[step]
    return leads_to if state in starts else None


def may_take(step: NeedStep, roles: set[NeedRole], *, by_hand: bool) -> bool:
    """Return whether one of these roles may take a step.

    Only the clinic answers and promises, unless the leader took the need to somebody else by hand.
    Then the leader reports what that person said.
    """
    if NeedRole.LEADER in roles and (step not in (NeedStep.ANSWER, NeedStep.PROMISE) or by_hand):
        return True
    return NeedRole.CLINIC in roles


def steps_open_to(state: NeedState, roles: set[NeedRole], *, by_hand: bool) -> tuple[NeedStep, ...]:
    return tuple(
        step
        for step in NeedStep
        if state_after(step, state) and may_take(step, roles, by_hand=by_hand)
    )


def voices_told(count: int) -> int | None:
    """The number of voices that the group may hear. None if there are too few."""
    return count if count >= FEWEST_TOLD else None
