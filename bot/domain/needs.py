"""What may become of a need, and who may do it: the leader words and carries, others answer."""

from enum import StrEnum

from db.enums import NeedState

SHOWN_FROM = 5
"""Fewer voices than this are not told as a number: in a small group a number is a name."""
SENTENCE = 160
ANSWER = 400
WHOM = 80
"""Signs that fit into a sentence, an answer, the name of who a need is carried to."""


class Step(StrEnum):
    WORD = "word"
    JOIN = "join"
    SET_ASIDE = "set_aside"
    SEND = "send"
    ANSWER = "answer"
    PROMISE = "promise"
    SOLVE = "solve"
    REOPEN = "reopen"


class Role(StrEnum):
    LEADER = "leader"
    CLINIC = "clinic"


_UNWORDED = {NeedState.RAISED}
_IN_GROUP = {NeedState.RAISED, NeedState.OPEN}
_CARRIED = {NeedState.SENT, NeedState.ANSWERED, NeedState.PROMISED}

STEPS: dict[Step, tuple[set[NeedState], NeedState]] = {
    Step.WORD: (_UNWORDED, NeedState.OPEN),
    Step.JOIN: (_IN_GROUP, NeedState.JOINED),
    Step.SET_ASIDE: (_IN_GROUP, NeedState.SET_ASIDE),
    Step.SEND: ({NeedState.OPEN}, NeedState.SENT),
    Step.ANSWER: (_CARRIED, NeedState.ANSWERED),
    Step.PROMISE: (_CARRIED, NeedState.PROMISED),
    Step.SOLVE: ({NeedState.OPEN, *_CARRIED}, NeedState.SOLVED),
    Step.REOPEN: ({NeedState.ANSWERED, NeedState.PROMISED, NeedState.SOLVED}, NeedState.SENT),
}
"""For each step the states it starts from, and the one it leads to."""

SPOKEN_OF = {NeedState.OPEN, *_CARRIED}
"""States in which the group can still say: me too."""


def after(step: Step, state: NeedState) -> NeedState | None:
    """The state a step leads to; None where it cannot be taken now."""
    starts, leads_to = STEPS[step]
    return leads_to if state in starts else None


def may(step: Step, roles: set[Role], *, carried_by_hand: bool) -> bool:
    """Whether one of these roles takes a step.

    Answers and promises are the clinic's, unless the leader carried the need to somebody else:
    then the leader brings back what that person said.
    """
    if Role.LEADER in roles and (step not in (Step.ANSWER, Step.PROMISE) or carried_by_hand):
        return True
    return Role.CLINIC in roles


def steps_open_to(state: NeedState, roles: set[Role], *, carried_by_hand: bool) -> tuple[Step, ...]:
    return tuple(
        step
        for step in Step
        if after(step, state) and may(step, roles, carried_by_hand=carried_by_hand)
    )


def voices_shown(count: int) -> int | None:
    """The number as the group may hear it; None: too few to be told."""
    return count if count >= SHOWN_FROM else None
