"""The leader puts a need into one sentence, joins it with another, or sets it aside."""

from dataclasses import dataclass

from bot.context import Turn
from bot.domain.needs import JOINABLE, SENTENCE_LENGTH
from bot.handlers.access.needs import need_to_carry
from bot.handlers.needs.overview import explain_refusal, show_need, unfit_for_group
from bot.handlers.router import Router
from bot.keyboards.needs import (
    ChooseSameNeed,
    MergeNeed,
    SetNeedAside,
    ShareFirstWords,
    WordNeed,
)
from bot.services.dialogs import Dialog
from bot.services.needs.need import NeedAccess, NeedRefused
from bot.services.needs.wording import merge_needs, set_need_aside, word_need
from bot.texts.needs import dialogs as texts
from bot.texts.needs.dialogs import OtherNeed, Unfit
from db.queries.needs import needs_of_groups

NEEDS_OFFERED = 6

router = Router(__name__)


@dataclass(frozen=True)
class NeedSentenceDialog(Dialog, flow="need_sentence"):
    """The leader types the sentence that the whole group will read."""

    need: int
    version: int


@router.button(WordNeed, access=need_to_carry)
async def start_sentence(turn: Turn, press: WordNeed, _access: NeedAccess) -> None:
    turn.wait(NeedSentenceDialog(press.need, press.version))
    turn.say(texts.ask_sentence())


@router.button(ShareFirstWords, access=need_to_carry)
async def share_first_words(turn: Turn, press: ShareFirstWords, access: NeedAccess) -> None:
    """The leader has read the first words and shares them unchanged."""
    if not access.need.words:
        return explain_refusal(turn, NeedRefused("not_now"))
    return await _save_sentence(turn, access, press.version, access.need.words)


@router.dialog(NeedSentenceDialog, access=need_to_carry)
async def take_sentence(turn: Turn, dialog: NeedSentenceDialog, access: NeedAccess) -> None:
    return await _save_sentence(turn, access, dialog.version, " ".join(turn.text.split()))


async def _save_sentence(turn: Turn, access: NeedAccess, version: int, words: str) -> None:
    if why := await _unfit(turn, access, words):
        turn.wait(NeedSentenceDialog(access.need.id, version))
        return turn.say(texts.sentence_unfit(why=why))
    turn.stop_waiting()
    me = turn.me.account_id
    try:
        await word_need(turn.session, me, access.need.id, version, words, now=turn.now)
    except NeedRefused as refused:
        return explain_refusal(turn, refused)
    return await show_need(turn, access)


async def _unfit(turn: Turn, access: NeedAccess, words: str) -> Unfit | None:
    """Why the sentence cannot be posted in the group. None if it can."""
    if not words:
        return "empty"
    return "long" if len(words) > SENTENCE_LENGTH else await unfit_for_group(turn, access, words)


@router.button(ChooseSameNeed, access=need_to_carry)
async def choose_same_need(turn: Turn, press: ChooseSameNeed, access: NeedAccess) -> None:
    others = await needs_of_groups(turn.session, {access.group.id}, JOINABLE)
    offered = [OtherNeed(n.id, n.sentence) for n in others if n.id != press.need and n.sentence]
    if not offered:
        return turn.say(texts.no_other_need())
    return turn.say(
        texts.ask_which_same(need=press.need, version=press.version, others=offered[:NEEDS_OFFERED])
    )


@router.button(MergeNeed, access=need_to_carry)
async def merge_into_need(turn: Turn, press: MergeNeed, _access: NeedAccess) -> None:
    me, now = turn.me.account_id, turn.now
    try:
        await merge_needs(turn.session, me, press.need, press.version, press.into, now=now)
    except NeedRefused as refused:
        return explain_refusal(turn, refused)
    return turn.rewrite(texts.need_joined())


@router.button(SetNeedAside, access=need_to_carry)
async def put_need_aside(turn: Turn, press: SetNeedAside, _access: NeedAccess) -> None:
    me, now = turn.me.account_id, turn.now
    try:
        await set_need_aside(turn.session, me, press.need, press.version, now=now)
    except NeedRefused as refused:
        return explain_refusal(turn, refused)
    return turn.rewrite(texts.need_set_aside())
