"""The leader words a need for the group, joins it with another, or sets it aside."""

from bot.context import Turn
from bot.domain.needs import SENTENCE, SPOKEN_OF
from bot.domain.reading.explain import read
from bot.handlers.needs.listing import refuse, show_one
from bot.handlers.stories.asking import number
from bot.services.needs import NeedRefused, join_needs, seen_by, set_aside, word_need
from db.queries.needs import needs_of_groups

PERSONAL = {"phone_number", "id_number", "link"}
CHOICES = 6


async def word(turn: Turn) -> None:
    turn.wait("need_sentence", "sentence", need=number(turn, 0), version=number(turn, 1))
    turn.say("needs.ask_sentence")


async def as_said(turn: Turn) -> None:
    """The words are good as they are; the leader has read them."""
    try:
        seen = await seen_by(turn.session, turn.me.account_id, number(turn, 0))
    except NeedRefused as refused:
        return refuse(turn, refused)
    if not seen.roles or not seen.need.words:
        return refuse(turn, NeedRefused("not_now"))
    return await _word(turn, number(turn, 0), number(turn, 1), seen.need.words)


async def sentence(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    words = " ".join(turn.text.split())
    return await _word(turn, waiting.data["need"], waiting.data["version"], words)


async def _word(turn: Turn, need_id: int, version: int, words: str) -> None:
    if why := _unfit(words):
        turn.wait("need_sentence", "sentence", need=need_id, version=version)
        return turn.say("needs.sentence_unfit", why=why)
    turn.done_waiting()
    try:
        await word_need(turn.session, turn.me.account_id, need_id, version, words, now=turn.now)
    except NeedRefused as refused:
        return refuse(turn, refused)
    return await show_one(turn, need_id)


def _unfit(words: str) -> str | None:
    """Why a sentence cannot go into the group. None: it can."""
    if not words:
        return "empty"
    if len(words) > SENTENCE:
        return "long"
    return "personal" if PERSONAL & set(read(words).flags) else None


async def same(turn: Turn) -> None:
    need_id, version = number(turn, 0), number(turn, 1)
    try:
        seen = await seen_by(turn.session, turn.me.account_id, need_id)
    except NeedRefused as refused:
        return refuse(turn, refused)
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
