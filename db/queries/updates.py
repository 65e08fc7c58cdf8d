"""Marks of updates that were seen, and locks that keep their order."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, delete, func, select

from db.models import UpdateSeen
from db.session import UnitOfWork

SEEN = select(UpdateSeen.update_id).where(
    UpdateSeen.update_id.in_(bindparam("ids", expanding=True))
)

LOCK = select(func.pg_advisory_xact_lock(bindparam("chat", type_=BigInteger)))


async def already_seen(session: UnitOfWork, update_ids: Collection[int]) -> set[int]:
    return set(await session.scalars(SEEN, {"ids": list(update_ids)}))


async def delete_old_update_marks(session: UnitOfWork, before: datetime) -> None:
    """Telegram keeps an update for a day at most, so older marks are useless."""
    await session.execute(delete(UpdateSeen).where(UpdateSeen.seen_at < before))


async def lock_chats(session: UnitOfWork, chat_ids: Collection[int]) -> None:
    """Keep the order within each chat when several processes get updates by webhook.

    On PostgreSQL only; SQLite has one writer.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    for chat_id in sorted(set(chat_ids)):
        await session.execute(LOCK, {"chat": chat_id})
