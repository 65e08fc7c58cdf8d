"""The leader words a need in one sentence, joins duplicates, or sets a need aside."""

from datetime import datetime

from bot.domain.needs import NeedStep
from bot.services.audit import record_action
from bot.services.needs.need import NeedAccess, NeedRefused, advance_need, need_for_step
from bot.services.needs.notices import post_need, rewrite_need_post
from bot.services.needs.report import add_need_voice
from db.models import Need
from db.queries.needs import accounts_of_voices
from db.session import UnitOfWork


async def word_need(
    session: UnitOfWork,
    account_id: int,
    need_id: int,
    version: int,
    sentence: str,
    *,
    now: datetime,
) -> Need:
    """Raises NeedRefused."""
    access = await need_for_step(session, account_id, need_id, version, NeedStep.WORD)
    access.need.sentence = sentence
    _delete_first_words(access.need)
    _take_step(session, access, NeedStep.WORD, account_id, now)
    await session.flush()
    await post_need(session, access.need, access.group, now=now)
    return access.need


async def merge_needs(
    session: UnitOfWork, account_id: int, need_id: int, version: int, into_id: int, *, now: datetime
) -> Need:
    """Move all voices of one need to another. Raises NeedRefused."""
    access = await need_for_step(session, account_id, need_id, version, NeedStep.JOIN)
    into = await session.get(Need, into_id)
    if into is None or into.id == need_id or into.group_id != access.need.group_id:
        raise NeedRefused("unknown")
    for voice in await accounts_of_voices(session, need_id):
        await add_need_voice(session, into.id, voice, now=now)
    access.need.joined_into = into.id
    _delete_first_words(access.need)
    _take_step(session, access, NeedStep.JOIN, account_id, now)
    await rewrite_need_post(session, into, access.group, now=now)
    return into


async def set_need_aside(
    session: UnitOfWork, account_id: int, need_id: int, version: int, *, now: datetime
) -> None:
    """Raises NeedRefused."""
    access = await need_for_step(session, account_id, need_id, version, NeedStep.SET_ASIDE)
    _delete_first_words(access.need)
    _take_step(session, access, NeedStep.SET_ASIDE, account_id, now)


def _delete_first_words(need: Need) -> None:
    """The first words were for the leader alone. Only the sentence is kept."""
    need.words = need.file_id = None


def _take_step(
    session: UnitOfWork, access: NeedAccess, step: NeedStep, account_id: int, now: datetime
) -> None:
    advance_need(access.need, step)
    record_action(
        session,
        f"need_{step.value}",
        ("need", access.need.id),
        actor=("account", account_id),
        now=now,
    )
