"""The leader's part: one sentence that names nobody; doubles joined, others set aside."""

from datetime import datetime

from bot.domain.needs import Step
from bot.services.audit import note
from bot.services.needs.need import NeedRefused, NeedView, moved, to_change
from bot.services.needs.notices import post, rewrite_post
from bot.services.needs.report import add_voice
from db.models import Need
from db.queries.needs import speakers_for
from db.session import Unit


async def word_need(
    session: Unit, account_id: int, need_id: int, version: int, sentence: str, *, now: datetime
) -> Need:
    """Raises NeedRefused."""
    seen = await to_change(session, account_id, need_id, version, Step.WORD)
    seen.need.sentence = sentence
    _forget_first_words(seen.need)
    _take(session, seen, Step.WORD, account_id, now)
    await session.flush()
    await post(session, seen.need, seen.group, now=now)
    return seen.need


async def join_needs(
    session: Unit, account_id: int, need_id: int, version: int, into_id: int, *, now: datetime
) -> Need:
    """All voices of the one now speak for the other. Raises NeedRefused."""
    seen = await to_change(session, account_id, need_id, version, Step.JOIN)
    into = await session.get(Need, into_id)
    if into is None or into.id == need_id or into.group_id != seen.need.group_id:
        raise NeedRefused("unknown")
    for speaker in await speakers_for(session, need_id):
        await add_voice(session, into.id, speaker, now=now)
    seen.need.joined_into = into.id
    _forget_first_words(seen.need)
    _take(session, seen, Step.JOIN, account_id, now)
    await rewrite_post(session, into, seen.group, now=now)
    return into


async def set_aside(
    session: Unit, account_id: int, need_id: int, version: int, *, now: datetime
) -> None:
    """Raises NeedRefused."""
    seen = await to_change(session, account_id, need_id, version, Step.SET_ASIDE)
    _forget_first_words(seen.need)
    _take(session, seen, Step.SET_ASIDE, account_id, now)


def _forget_first_words(need: Need) -> None:
    """They were for the leader alone; what goes on is the sentence."""
    need.words = need.file_id = None


def _take(session: Unit, seen: NeedView, step: Step, account_id: int, now: datetime) -> None:
    moved(seen.need, step)
    note(
        session,
        f"need_{step.value}",
        ("need", seen.need.id),
        actor=("account", account_id),
        now=now,
    )
