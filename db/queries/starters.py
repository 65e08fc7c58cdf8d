"""The group's week: whose day it is, and what was said before."""

from datetime import date

from sqlalchemy import select

from db.enums import StarterState
from db.models import Group, Starter
from db.queries.meetings.schedule import ACTIVE
from db.session import Unit

REMEMBERED = 60


async def groups_with_starter_on(session: Unit, weekday: int) -> list[Group]:
    rows = await session.scalars(
        select(Group)
        .where(ACTIVE, Group.chat_id.is_not(None), Group.starter_weekday == weekday)
        .order_by(Group.id)
    )
    return list(rows)


async def starter_on(session: Unit, group_id: int, day: date) -> Starter | None:
    found: Starter | None = await session.scalar(
        select(Starter).where(Starter.group_id == group_id, Starter.day == day)
    )
    return found


async def starters_had(session: Unit, group_id: int) -> list[str]:
    """What was said to the group, the newest last."""
    rows = await session.scalars(
        select(Starter.key)
        .where(Starter.group_id == group_id, Starter.state == StarterState.SAID)
        .order_by(Starter.day.desc())
        .limit(REMEMBERED)
    )
    return list(rows)[::-1]
