"""Raise a need, or say "me too" to one. Nobody is named, and each person counts once."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from bot.domain.needs import FEWEST_TOLD, JOINABLE
from bot.services.audit import record_action
from bot.services.needs.need import NeedRefused, need_for_reader
from bot.services.needs.notices import rewrite_need_post, send_need_card
from db.enums import NeedState, NeedTopic
from db.models import Group, Need, NeedVoice
from db.queries.groups import leaders_of
from db.queries.needs import accounts_that_answer_needs, has_voice, voice_count
from db.session import UnitOfWork


async def raise_need(
    session: UnitOfWork,
    account_id: int,
    group: Group,
    topic: NeedTopic,
    *,
    words: str | None,
    file_id: str | None,
    now: datetime,
) -> Need:
    """Send it to the leaders, who word it for the group; if there are none, to the clinic."""
    need = Need(
        group_id=group.id,
        topic=topic,
        words=words,
        file_id=file_id,
        state=NeedState.RAISED,
        version=1,
        raised_at=now,
    )
    session.add(need)
    await session.flush()
    session.add(NeedVoice(need_id=need.id, account_id=account_id, said_at=now))
    await session.flush()
    record_action(session, "need_raised", ("need", need.id), actor=("account", account_id), now=now)
    for reader in await _readers(session, group):
        await send_need_card(session, need, group, reader, now=now)
    return need


async def add_me_too(session: UnitOfWork, account_id: int, need_id: int, *, now: datetime) -> bool:
    """Return whether the voice is new. Raises NeedRefused if the need takes no voices now."""
    access = await need_for_reader(session, account_id, need_id)
    if not access.member or NeedState(access.need.state) not in JOINABLE:
        raise NeedRefused("not_now")
    if not await add_need_voice(session, need_id, account_id, now=now):
        return False
    if await voice_count(session, need_id) >= FEWEST_TOLD:
        await rewrite_need_post(session, access.need, access.group, now=now)
    return True


async def add_need_voice(
    session: UnitOfWork, need_id: int, account_id: int | None, *, now: datetime
) -> bool:
    if account_id is not None and await has_voice(session, need_id, account_id):
        return False
    try:
        async with session.begin_nested():
            session.add(NeedVoice(need_id=need_id, account_id=account_id, said_at=now))
            await session.flush()
    except IntegrityError:
        return False
    return True


async def _readers(session: UnitOfWork, group: Group) -> list[int]:
    return await leaders_of(session, group.id) or await accounts_that_answer_needs(
        session, group.clinic_id
    )
