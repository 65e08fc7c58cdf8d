"""A need goes to who can act; what they say comes back."""

from typing import Any

from bot.context import Turn
from bot.domain.needs import ANSWER, WHOM, Step
from bot.handlers.needs.overview import refuse, seen_or_refused, show_one, unfit_for_group
from bot.handlers.stories.ask import number
from bot.services.needs import NeedRefused, carry

PROMISES = (7, 14, 30)
"""Days that can be promised by one tap."""


async def send(turn: Turn) -> None:
    """`need_send:7:2` asks to whom, `need_send:7:2:clinic` sends it there."""
    if turn.pressed[2:] == ["clinic"]:
        return await _step(turn, Step.SEND)
    return turn.say("needs.ask_to", need=number(turn, 0), version=number(turn, 1))


async def by_hand(turn: Turn) -> None:
    _ask(turn, Step.SEND, "needs.ask_whom")


async def answer(turn: Turn) -> None:
    _ask(turn, Step.ANSWER, "needs.ask_answer")


def _ask(turn: Turn, step: Step, question: str) -> None:
    need, version = number(turn, 0), number(turn, 1)
    turn.wait("need_words", step.value, need=need, version=version)
    turn.say(question)


async def words(turn: Turn) -> None:
    """To whom it goes, or what they answered."""
    waiting = turn.me.waiting
    assert waiting is not None
    step, said = Step(waiting.step), " ".join(turn.text.split())
    if not said or len(said) > (WHOM if step is Step.SEND else ANSWER):
        return turn.say("needs.ask_whom" if step is Step.SEND else "needs.ask_answer")
    seen = await seen_or_refused(turn, waiting.data["need"])
    if seen is None:
        return turn.done_waiting()
    if why := await unfit_for_group(turn, seen, said):
        return turn.say("needs.sentence_unfit", why=why)
    turn.done_waiting()
    more = {"to": said} if step is Step.SEND else {"answer": said}
    return await _do(turn, waiting.data["need"], waiting.data["version"], step, **more)


async def promise(turn: Turn) -> None:
    """`need_promise:7:2` asks until when."""
    if number(turn, 2) not in PROMISES:
        need, version = number(turn, 0), number(turn, 1)
        return turn.say("needs.ask_until", need=need, version=version, choices=list(PROMISES))
    return await _step(turn, Step.PROMISE, days=number(turn, 2))


async def solve(turn: Turn) -> None:
    await _step(turn, Step.SOLVE)


async def reopen(turn: Turn) -> None:
    await _step(turn, Step.REOPEN)


async def _step(turn: Turn, step: Step, **more: Any) -> None:
    await _do(turn, number(turn, 0), number(turn, 1), step, **more)


async def _do(turn: Turn, need_id: int, version: int, step: Step, **more: Any) -> None:
    me = turn.me.account_id
    try:
        await carry(turn.session, me, need_id, version, step, **more, now=turn.now)
    except NeedRefused as refused:
        return refuse(turn, refused)
    return await show_one(turn, need_id)
