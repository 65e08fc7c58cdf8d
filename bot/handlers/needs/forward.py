"""Forward a need to the clinic or to somebody else, and bring back the answer."""

from dataclasses import dataclass

from bot.context import Turn
from bot.domain.needs import ANSWER_LENGTH, RECIPIENT_LENGTH, NeedStep
from bot.handlers.access.needs import need_to_carry
from bot.handlers.needs.overview import explain_refusal, show_need, unfit_for_group
from bot.handlers.router import Router
from bot.keyboards.needs import (
    AnswerNeed,
    PromiseNeed,
    ReopenNeed,
    SendNeed,
    SendNeedByHand,
    SolveNeed,
)
from bot.services.dialogs import Dialog
from bot.services.needs.forward import take_need_step
from bot.services.needs.need import NeedAccess, NeedRefused
from bot.texts.needs import dialogs as texts

router = Router(__name__)


@dataclass(frozen=True)
class NeedWordsDialog(Dialog, flow="need_words"):
    """Typed: whom the leader tells personally, or the answer that came."""

    step: NeedStep
    need: int
    version: int


@router.button(SendNeed, access=need_to_carry)
async def choose_recipient(turn: Turn, press: SendNeed, access: NeedAccess) -> None:
    if press.to == "clinic":
        return await _take_step(turn, access, press.version, NeedStep.SEND)
    return turn.say(texts.ask_recipient(need=press.need, version=press.version))


@router.button(SendNeedByHand, access=need_to_carry)
async def start_recipient_name(turn: Turn, press: SendNeedByHand, _access: NeedAccess) -> None:
    turn.wait(NeedWordsDialog(NeedStep.SEND, press.need, press.version))
    turn.say(texts.ask_recipient_name())


@router.button(AnswerNeed, access=need_to_carry)
async def start_answer(turn: Turn, press: AnswerNeed, _access: NeedAccess) -> None:
    turn.wait(NeedWordsDialog(NeedStep.ANSWER, press.need, press.version))
    turn.say(texts.ask_answer())


@router.dialog(NeedWordsDialog, access=need_to_carry)
async def take_recipient_or_answer(turn: Turn, dialog: NeedWordsDialog, access: NeedAccess) -> None:
    sends, text = dialog.step is NeedStep.SEND, " ".join(turn.text.split())
    if not text or len(text) > (RECIPIENT_LENGTH if sends else ANSWER_LENGTH):
        return turn.say(texts.ask_recipient_name() if sends else texts.ask_answer())
    if why := await unfit_for_group(turn, access, text):
        return turn.say(texts.sentence_unfit(why=why))
    turn.stop_waiting()
    return await _take_step(
        turn,
        access,
        dialog.version,
        dialog.step,
        recipient=text if sends else None,
        answer=None if sends else text,
    )


@router.button(PromiseNeed, access=need_to_carry)
async def choose_promise(turn: Turn, press: PromiseNeed, access: NeedAccess) -> None:
    if press.days is None:
        return turn.say(texts.ask_until(need=press.need, version=press.version))
    return await _take_step(turn, access, press.version, NeedStep.PROMISE, days=press.days)


@router.button(SolveNeed, access=need_to_carry)
async def solve_need(turn: Turn, press: SolveNeed, access: NeedAccess) -> None:
    await _take_step(turn, access, press.version, NeedStep.SOLVE)


@router.button(ReopenNeed, access=need_to_carry)
async def reopen_need(turn: Turn, press: ReopenNeed, access: NeedAccess) -> None:
    await _take_step(turn, access, press.version, NeedStep.REOPEN)


async def _take_step(
    turn: Turn,
    access: NeedAccess,
    version: int,
    step: NeedStep,
    *,
    recipient: str | None = None,
    answer: str | None = None,
    days: int | None = None,
) -> None:
    try:
        await take_need_step(
            turn.session,
            turn.me.account_id,
            access.need.id,
            version,
            step,
            recipient=recipient,
            answer=answer,
            days=days,
            now=turn.now,
        )
    except NeedRefused as refused:
        return explain_refusal(turn, refused)
    return await show_need(turn, access)
