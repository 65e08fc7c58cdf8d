"""Starters: which groups have one on a weekday, and which ones were posted before."""

from datetime import date

from sqlalchemy import select

from db.enums import StarterState
from db.models import Group, Starter
from db.queries.groups import ACTIVE_PEER_GROUP
from db.session import UnitOfWork

STARTERS_REMEMBERED = 60


async def groups_with_starter_on(session: UnitOfWork, clinic_id: int, weekday: int) -> list[Group]:
    rows = await session.scalars(
        select(Group)
        .where(
            Group.clinic_id == clinic_id,
            ACTIVE_PEER_GROUP,
            Group.chat_id.is_not(None),
            Group.starter_weekday == weekday,
        )
        .order_by(Group.id)
    )
    return list(rows)


async def starter_on(session: UnitOfWork, group_id: int, day: date) -> Starter | None:
    found: Starter | None = await session.scalar(
        select(Starter).where(Starter.group_id == group_id, Starter.day == day)
    )
    return found


async def past_starters(session: UnitOfWork, group_id: int) -> list[str]:
    """Keys of the starters the group has had, the newest last."""
    rows = await session.scalars(
        select(Starter.key)
        .where(Starter.group_id == group_id, Starter.state == StarterState.POSTED)
        .order_by(Starter.day.desc())
        .limit(STARTERS_REMEMBERED)
    )
    return list(rows)[::-1]
