"""Heartbeats that the clinic's side can see, and what a dead process left behind."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from db.enums import OutboxStatus
from db.models import Heartbeat, Lease, Outbox
from db.session import Unit


async def note_beats(session: Unit, instance: str, parts: list[str], *, now: datetime) -> None:
    await session.execute(delete(Heartbeat).where(Heartbeat.instance == instance))
    if parts:
        rows = [{"part": part, "instance": instance, "at": now} for part in parts]
        await session.execute(insert(Heartbeat), rows)


async def bury_the_dead(session: Unit, is_dead: Callable[[str], bool], *, now: datetime) -> None:
    """Take over at once from a process that is known to be dead, rather than wait for its leases.

    Only the holder of the sender's lease sends, so what it had in flight is in nobody's hands.
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
