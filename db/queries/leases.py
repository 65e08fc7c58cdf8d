"""Leases: work that only one process may do at a time. The holder does it, the others wait."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from db.models import Lease
from db.session import UnitOfWork

CLOCKS_DIFFER = timedelta(seconds=30)
"""By so much the clocks of two machines may differ."""


async def take_lease(
    session: UnitOfWork, name: str, holder: str, now: datetime, ttl: timedelta
) -> bool:
    """Take the lease or renew it. False if another process holds it and it has not expired.

    One that ends later than any lease taken now was taken by a wrong clock, and is none.
    """
    until = now + ttl
    free = or_(Lease.holder == holder, Lease.until <= now, Lease.until > until + CLOCKS_DIFFER)
    taken = await session.scalar(
        update(Lease)
        .where(Lease.name == name, free)
        .values(holder=holder, until=until)
        .returning(Lease.name)
        .execution_options(synchronize_session=False)
    )
    if taken is not None:
        return True
    if await session.scalar(select(exists().where(Lease.name == name))):
        return False
    try:
        async with session.begin_nested():
            await session.execute(insert(Lease).values(name=name, holder=holder, until=until))
    except IntegrityError:
        return False
    return True


async def release_lease(session: UnitOfWork, name: str, holder: str) -> None:
    """Let another process take the lease at once, instead of when it expires."""
    await session.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))
