"""Heartbeats that clinics' programs can read, and the leases of dead processes."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from db.enums import OutboxStatus
from db.models import Heartbeat, Lease, Outbox
from db.session import UnitOfWork

NOTE = "note:"
"""Before what a process knows of itself, like "note:conflict"; see bot.watchdog."""


async def record_heartbeats(
    session: UnitOfWork,
    instance: str,
    ages: Mapping[str, float],
    notes: Collection[str],
    *,
    now: datetime,
) -> None:
    """`ages`: seconds since each part last succeeded. A note is stored as a part of its own."""
    await session.execute(delete(Heartbeat).where(Heartbeat.instance == instance))
    at = {part: now - timedelta(seconds=age) for part, age in ages.items()}
    at |= {f"{NOTE}{code}": now for code in notes}
    if at:
        rows = [{"part": part, "instance": instance, "at": when} for part, when in at.items()]
        await session.execute(insert(Heartbeat), rows)


async def release_leases_of_dead_processes(
    session: UnitOfWork, is_dead: Callable[[str], bool], *, now: datetime
) -> None:
    """Take over at once from processes that are known to be dead, instead of waiting.

    Only the holder of the lease `sender` sends, so if it is dead, nobody is sending the rows that
    are in flight, and their leases end now.
    """
    dead = [lease for lease in await session.scalars(select(Lease)) if is_dead(lease.holder)]
    for lease in dead:
        await session.delete(lease)
        await session.execute(delete(Heartbeat).where(Heartbeat.instance == lease.holder))
    if any(lease.name == "sender" for lease in dead):
        await session.execute(
            update(Outbox)
            .where(Outbox.status == OutboxStatus.SENDING)
            .values(lease_until=now)
            .execution_options(synchronize_session=False)
        )
