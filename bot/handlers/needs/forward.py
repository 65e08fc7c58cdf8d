"""Forward a need to the clinic or to somebody else, and bring back the answer."""

from typing import Any

from bot.context import Turn
from bot.domain.needs import ANSWER_LENGTH, RECIPIENT_LENGTH, NeedStep
from bot.handlers.needs.overview import explain_refusal, readable_need, show_need, unfit_for_group
from bot.services.needs.forward import take_need_step
from bot.services.needs.need import NeedRefused

PROMISES = (7, 14, 30)
"""Days that can be promised by one tap."""


async def choose_recipient(turn: Turn) -> None:
    """`need_send:7:2` asks for the recipient, `need_send:7:2:clinic` sends it to the clinic."""
    if turn.pressed[2:] == ["clinic"]:
        return await _step(turn, NeedStep.SEND)
    return turn.say(
        "needs.ask_recipient", need=turn.pressed_number(), version=turn.pressed_number(1)
    )


async def start_recipient_name(turn: Turn) -> None:
    _ask(turn, NeedStep.SEND, "needs.ask_recipient_name")


async def start_answer(turn: Turn) -> None:
    _ask(turn, NeedStep.ANSWER, "needs.ask_answer")


def _ask(turn: Turn, step: NeedStep, question: str) -> None:
    need, version = turn.pressed_number(), turn.pressed_number(1)
    turn.wait("need_words", step.value, need=need, version=version)
    turn.say(question)


async def take_recipient_or_answer(turn: Turn) -> None:
    """The typed name of the recipient, or the answer."""
    waiting = turn.me.waiting
    assert waiting is not None
    step, text = NeedStep(waiting.step), " ".join(turn.text.split())
    if not text or len(text) > (RECIPIENT_LENGTH if step is NeedStep.SEND else ANSWER_LENGTH):
        return turn.say("needs.ask_recipient_name" if step is NeedStep.SEND else "needs.ask_answer")
    access = await readable_need(turn, waiting.data["need"])
    if access is None:
        return turn.stop_waiting()
    if why := await unfit_for_group(turn, access, text):
        return turn.say("needs.sentence_unfit", why=why)
    turn.stop_waiting()
    details = {"recipient": text} if step is NeedStep.SEND else {"answer": text}
    return await _take_step(turn, waiting.data["need"], waiting.data["version"], step, **details)


async def choose_promise(turn: Turn) -> None:
    """`need_promise:7:2` asks until when, `need_promise:7:2:14` promises it in 14 days."""
    if turn.pressed_number(2) not in PROMISES:
        need, version = turn.pressed_number(), turn.pressed_number(1)
        return turn.say("needs.ask_until", need=need, version=version, choices=list(PROMISES))
    return await _step(turn, NeedStep.PROMISE, days=turn.pressed_number(2))


async def solve_need(turn: Turn) -> None:
    await _step(turn, NeedStep.SOLVE)


async def reopen_need(turn: Turn) -> None:
    await _step(turn, NeedStep.REOPEN)


async def _step(turn: Turn, step: NeedStep, **details: Any) -> None:
    await _take_step(turn, turn.pressed_number(), turn.pressed_number(1), step, **details)


async def _take_step(
    turn: Turn, need_id: int, version: int, step: NeedStep, **details: Any
) -> None:
    me = turn.me.account_id
    try:
        await take_need_step(turn.session, me, need_id, version, step, **details, now=turn.now)
    except NeedRefused as refused:
        return explain_refusal(turn, refused)
    return await show_need(turn, need_id)
