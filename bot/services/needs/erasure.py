"""Erasure of a person's voices in needs. They still count, but belong to nobody."""

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.needs import NeedStep
from bot.services.audit import record_action
from bot.services.needs.need import advance_need
from db.enums import NeedState
from db.models import Need, NeedVoice
from db.session import UnitOfWork


async def erase_need_voices(session: UnitOfWork, account_id: int, *, now: datetime) -> set[str]:
    """Set needs aside that the leader has not worded yet. Return their words and file ids."""
    own = select(NeedVoice.need_id).where(NeedVoice.account_id == account_id)
    raised = await session.scalars(
        select(Need)
        .where(Need.id.in_(own), Need.state == NeedState.RAISED)
        .order_by(Need.id)
        .with_for_update()
    )
    said: set[str] = set()
    for need in list(raised):
        said |= {words for words in (need.words, need.file_id) if words}
        need.words = need.file_id = None
        advance_need(need, NeedStep.SET_ASIDE)
        record_action(session, "need_set_aside", ("need", need.id), now=now)
    await session.flush()
    await session.execute(
        update(NeedVoice).where(NeedVoice.account_id == account_id).values(account_id=None)
    )
    return said
