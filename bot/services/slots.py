"""Slots: something that is due is done once, even with several processes."""

from datetime import datetime, time

from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.schedule import instant, local_day
from db.models import Slot
from db.session import UnitOfWork


async def take_slot(
    session: UnitOfWork, job: str, scope: str, due_at: datetime, *, now: datetime
) -> bool:
    """Whether this transaction is the one that does it.

    On PostgreSQL a second transaction waits here until the first has ended.
    """
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    taken = await session.scalar(
        insert(Slot)
        .values(job=job, scope=scope, due_at=due_at, done_at=now)
        .on_conflict_do_nothing()
        .returning(Slot.id)
    )
    return taken is not None


async def take_group_day(
    session: UnitOfWork, group_id: int, at: datetime, *, now: datetime
) -> bool:
    """Take the one message a day that the bot may start in a group. False if it was taken."""
    midnight = instant(local_day(at), time())
    return await take_slot(session, "group_day", str(group_id), midnight, now=now)
