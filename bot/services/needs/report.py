"""Somebody says what is missing; others say: me too. Nobody is named, each counts once."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from bot.domain.needs import SHOWN_FROM, SPOKEN_OF
from bot.services.audit import note
from bot.services.needs.need import NeedRefused, seen_by
from bot.services.needs.notices import rewrite_post, send_card
from db.enums import NeedState, NeedTopic
from db.models import Group, Need, NeedVoice
from db.queries.groups import leaders_of
from db.queries.needs import has_spoken, voices_of, who_answers
from db.session import Unit


async def raise_need(
    session: Unit,
    account_id: int,
    group: Group,
    topic: NeedTopic,
    *,
    words: str | None,
    file_id: str | None,
    now: datetime,
) -> Need:
    """Told to the leaders, who word it for the group; without one, to the clinic."""
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
    note(session, "need_raised", ("need", need.id), actor=("account", account_id), now=now)
    for reader in await _readers(session, group):
        await send_card(session, need, group, reader, now=now)
    return need


async def me_too(session: Unit, account_id: int, need_id: int, *, now: datetime) -> bool:
    """Whether this voice is a new one. Raises NeedRefused where there is nothing to join."""
    seen = await seen_by(session, account_id, need_id)
    if not seen.member or NeedState(seen.need.state) not in SPOKEN_OF:
        raise NeedRefused("not_now")
    if not await add_voice(session, need_id, account_id, now=now):
        return False
    if await voices_of(session, need_id) >= SHOWN_FROM:
        await rewrite_post(session, seen.need, seen.group, now=now)
    return True


async def add_voice(session: Unit, need_id: int, account_id: int | None, *, now: datetime) -> bool:
    if account_id is not None and await has_spoken(session, need_id, account_id):
        return False
    try:
        async with session.begin_nested():
            session.add(NeedVoice(need_id=need_id, account_id=account_id, said_at=now))
            await session.flush()
    except IntegrityError:
        return False
    return True


async def _readers(session: Unit, group: Group) -> list[int]:
    return await leaders_of(session, group.id) or await who_answers(session, group.clinic_id)
