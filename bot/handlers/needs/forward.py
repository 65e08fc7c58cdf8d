"""Forward a need to the clinic or to somebody else, and bring back the answer."""

from typing import Any

from bot.context import Turn
from bot.domain.needs import ANSWER_LENGTH, RECIPIENT_LENGTH, NeedStep
from bot.handlers.needs.overview import explain_refusal, readable_need, show_need, unfit_for_group
from bot.handlers.router import Router
from bot.keyboards.needs import (
    AnswerNeed,
    PromiseNeed,
    ReopenNeed,
    SendNeed,
    SendNeedByHand,
    SolveNeed,
)
from bot.services.needs.forward import take_need_step
from bot.services.needs.need import NeedRefused
from bot.texts.needs import dialogs as texts

FLOW = "need_words"

router = Router(__name__)


@router.button(SendNeed)
async def choose_recipient(turn: Turn, press: SendNeed) -> None:
    if press.to == "clinic":
        return await _take_step(turn, press.need, press.version, NeedStep.SEND)
    return turn.say(texts.ask_recipient(need=press.need, version=press.version))


@router.button(SendNeedByHand)
async def start_recipient_name(turn: Turn, press: SendNeedByHand) -> None:
    turn.wait(FLOW, NeedStep.SEND.value, need=press.need, version=press.version)
    turn.say(texts.ask_recipient_name())


@router.button(AnswerNeed)
async def start_answer(turn: Turn, press: AnswerNeed) -> None:
    turn.wait(FLOW, NeedStep.ANSWER.value, need=press.need, version=press.version)
    turn.say(texts.ask_answer())


@router.flow(FLOW)
async def take_recipient_or_answer(turn: Turn) -> None:
    """The typed name of the recipient, or the answer."""
    waiting = turn.me.waiting
    assert waiting is not None
    step, text = NeedStep(waiting.step), " ".join(turn.text.split())
    if not text or len(text) > (RECIPIENT_LENGTH if step is NeedStep.SEND else ANSWER_LENGTH):
        again = texts.ask_recipient_name if step is NeedStep.SEND else texts.ask_answer
        return turn.say(again())
    access = await readable_need(turn, waiting.data["need"])
    if access is None:
        return turn.stop_waiting()
    if why := await unfit_for_group(turn, access, text):
        return turn.say(texts.sentence_unfit(why=why))
    turn.stop_waiting()
    details = {"recipient": text} if step is NeedStep.SEND else {"answer": text}
    return await _take_step(turn, waiting.data["need"], waiting.data["version"], step, **details)


@router.button(PromiseNeed)
async def choose_promise(turn: Turn, press: PromiseNeed) -> None:
    need, version = press.need, press.version
    if press.days is None:
        return turn.say(texts.ask_until(need=need, version=version))
    return await _take_step(turn, need, version, NeedStep.PROMISE, days=press.days)


@router.button(SolveNeed)
async def solve_need(turn: Turn, press: SolveNeed) -> None:
    await _take_step(turn, press.need, press.version, NeedStep.SOLVE)


@router.button(ReopenNeed)
async def reopen_need(turn: Turn, press: ReopenNeed) -> None:
    await _take_step(turn, press.need, press.version, NeedStep.REOPEN)


async def _take_step(
    turn: Turn, need_id: int, version: int, step: NeedStep, **details: Any
) -> None:
    me = turn.me.account_id
    try:
        await take_need_step(turn.session, me, need_id, version, step, **details, now=turn.now)
    except NeedRefused as refused:
        return explain_refusal(turn, refused)
    return await show_need(turn, need_id)
