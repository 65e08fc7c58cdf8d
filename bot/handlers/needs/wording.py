"""The leader words a need for the group, joins it with another, or sets it aside."""

from bot.context import Turn
from bot.domain.needs import SENTENCE, SPOKEN_OF
from bot.handlers.needs.overview import refuse, seen_or_refused, show_one, unfit_for_group
from bot.handlers.stories.ask import number
from bot.services.needs import NeedRefused, NeedView, join_needs, set_aside, word_need
from db.queries.needs import needs_of_groups

CHOICES = 6


async def word(turn: Turn) -> None:
    turn.wait("need_sentence", "sentence", need=number(turn, 0), version=number(turn, 1))
    turn.say("needs.ask_sentence")


async def as_said(turn: Turn) -> None:
    """The words are good as they are; the leader has read them."""
    seen = await seen_or_refused(turn, number(turn, 0))
    if seen is None:
        return None
    if not seen.roles or not seen.need.words:
        return refuse(turn, NeedRefused("not_now"))
    return await _word(turn, seen, number(turn, 1), seen.need.words)


async def sentence(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    if seen := await seen_or_refused(turn, waiting.data["need"]):
        words = " ".join(turn.text.split())
        return await _word(turn, seen, waiting.data["version"], words)
    return turn.done_waiting()


async def _word(turn: Turn, seen: NeedView, version: int, words: str) -> None:
    if why := await _unfit(turn, seen, words):
        turn.wait("need_sentence", "sentence", need=seen.need.id, version=version)
        return turn.say("needs.sentence_unfit", why=why)
    turn.done_waiting()
    me = turn.me.account_id
    try:
        await word_need(turn.session, me, seen.need.id, version, words, now=turn.now)
    except NeedRefused as refused:
        return refuse(turn, refused)
    return await show_one(turn, seen.need.id)


async def _unfit(turn: Turn, seen: NeedView, words: str) -> str | None:
    """Why a sentence cannot go into the group. None: it can."""
    if not words:
        return "empty"
    return "long" if len(words) > SENTENCE else await unfit_for_group(turn, seen, words)


async def same(turn: Turn) -> None:
    need_id, version = number(turn, 0), number(turn, 1)
    seen = await seen_or_refused(turn, need_id)
    if seen is None:
        return None
    others = await needs_of_groups(turn.session, {seen.group.id}, SPOKEN_OF)
    offered = [[n.id, n.sentence] for n in others if n.id != need_id][:CHOICES]
    if not seen.roles or not offered:
        return turn.say("needs.no_other")
    return turn.say("needs.ask_same", need=need_id, version=version, others=offered)


async def into(turn: Turn) -> None:
    me, (need_id, version, other) = turn.me, (number(turn, n) for n in range(3))
    try:
        await join_needs(turn.session, me.account_id, need_id, version, other, now=turn.now)
    except NeedRefused as refused:
        return refuse(turn, refused)
    return turn.rewrite("needs.joined")


async def aside(turn: Turn) -> None:
    need_id, version = number(turn, 0), number(turn, 1)
    try:
        await set_aside(turn.session, turn.me.account_id, need_id, version, now=turn.now)
    except NeedRefused as refused:
        return refuse(turn, refused)
    return turn.rewrite("needs.set_aside")
