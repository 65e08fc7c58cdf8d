"""Somebody's own voice in what a group asks for: it counts on, and is nobody's."""

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.needs import Step
from bot.services.audit import note
from bot.services.needs.need import moved
from db.enums import NeedState
from db.models import Need, NeedVoice
from db.session import Unit


async def forget_voices(session: Unit, account_id: int, *, now: datetime) -> set[str]:
    """A need that its leader has not worded yet is set aside. Returns what was said."""
    mine = select(NeedVoice.need_id).where(NeedVoice.account_id == account_id)
    raised = await session.scalars(
        select(Need)
        .where(Need.id.in_(mine), Need.state == NeedState.RAISED)
        .order_by(Need.id)
        .with_for_update()
    )
    said: set[str] = set()
    for need in list(raised):
        said |= {words for words in (need.words, need.file_id) if words}
        need.words = need.file_id = None
        moved(need, Step.SET_ASIDE)
        note(session, "need_set_aside", ("need", need.id), now=now)
    await session.flush()
    await session.execute(
        update(NeedVoice).where(NeedVoice.account_id == account_id).values(account_id=None)
    )
    return said
