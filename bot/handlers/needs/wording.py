"""The leader puts a need into one sentence, joins it with another, or sets it aside."""

from bot.context import Turn
from bot.domain.needs import JOINABLE, SENTENCE_LENGTH
from bot.handlers.needs.overview import explain_refusal, readable_need, show_need, unfit_for_group
from bot.services.needs.need import NeedAccess, NeedRefused
from bot.services.needs.wording import merge_needs, set_need_aside, word_need
from db.queries.needs import needs_of_groups

NEEDS_OFFERED = 6


async def start_sentence(turn: Turn) -> None:
    turn.wait(
        "need_sentence", "sentence", need=turn.pressed_number(), version=turn.pressed_number(1)
    )
    turn.say("needs.ask_sentence")


async def share_first_words(turn: Turn) -> None:
    """The leader has read the first words and shares them unchanged."""
    access = await readable_need(turn, turn.pressed_number())
    if access is None:
        return None
    if not access.roles or not access.need.words:
        return explain_refusal(turn, NeedRefused("not_now"))
    return await _save_sentence(turn, access, turn.pressed_number(1), access.need.words)


async def take_sentence(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    if access := await readable_need(turn, waiting.data["need"]):
        words = " ".join(turn.text.split())
        return await _save_sentence(turn, access, waiting.data["version"], words)
    return turn.stop_waiting()


async def _save_sentence(turn: Turn, access: NeedAccess, version: int, words: str) -> None:
    if why := await _unfit(turn, access, words):
        turn.wait("need_sentence", "sentence", need=access.need.id, version=version)
        return turn.say("needs.sentence_unfit", why=why)
    turn.stop_waiting()
    me = turn.me.account_id
    try:
        await word_need(turn.session, me, access.need.id, version, words, now=turn.now)
    except NeedRefused as refused:
        return explain_refusal(turn, refused)
    return await show_need(turn, access.need.id)


async def _unfit(turn: Turn, access: NeedAccess, words: str) -> str | None:
    """Why the sentence cannot be posted in the group. None if it can."""
    if not words:
        return "empty"
    return "long" if len(words) > SENTENCE_LENGTH else await unfit_for_group(turn, access, words)


async def choose_same_need(turn: Turn) -> None:
    need_id, version = turn.pressed_number(), turn.pressed_number(1)
    access = await readable_need(turn, need_id)
    if access is None:
        return None
    others = await needs_of_groups(turn.session, {access.group.id}, JOINABLE)
    offered = [[n.id, n.sentence] for n in others if n.id != need_id][:NEEDS_OFFERED]
    if not access.roles or not offered:
        return turn.say("needs.no_other_need")
    return turn.say("needs.ask_which_same", need=need_id, version=version, others=offered)


async def merge_into_need(turn: Turn) -> None:
    me, (need_id, version, other) = turn.me, (turn.pressed_number(at) for at in range(3))
    try:
        await merge_needs(turn.session, me.account_id, need_id, version, other, now=turn.now)
    except NeedRefused as refused:
        return explain_refusal(turn, refused)
    return turn.rewrite("needs.need_joined")


async def put_need_aside(turn: Turn) -> None:
    need_id, version = turn.pressed_number(), turn.pressed_number(1)
    try:
        await set_need_aside(turn.session, turn.me.account_id, need_id, version, now=turn.now)
    except NeedRefused as refused:
        return explain_refusal(turn, refused)
    return turn.rewrite("needs.need_set_aside")
