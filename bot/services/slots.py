"""Slots: a due thing happens once, in however many processes."""

from datetime import datetime, time

from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.schedule import instant, local_day
from db.models import Slot
from db.session import Unit


async def take_slot(
    session: Unit, job: str, scope: str, due_at: datetime, *, now: datetime
) -> bool:
    """Whether this transaction is the one that does it. On PostgreSQL the second waits here."""
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    taken = await session.scalar(
        insert(Slot)
        .values(job=job, scope=scope, due_at=due_at, done_at=now)
        .on_conflict_do_nothing()
        .returning(Slot.id)
    )
    return taken is not None


async def take_group_day(session: Unit, group_id: int, at: datetime, *, now: datetime) -> bool:
    """Whether nothing was said first to the group on that day; then this is what is said."""
    midnight = instant(local_day(at), time())
    return await take_slot(session, "group_day", str(group_id), midnight, now=now)
