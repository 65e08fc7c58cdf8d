"""Updates that were seen or set aside."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, delete, func, select

from db.models import UpdateSeen
from db.session import Unit

SEEN = select(UpdateSeen.update_id).where(
    UpdateSeen.update_id.in_(bindparam("ids", expanding=True))
)

LOCK = select(func.pg_advisory_xact_lock(bindparam("chat", type_=BigInteger)))


async def already_seen(session: Unit, update_ids: Collection[int]) -> set[int]:
    return set(await session.scalars(SEEN, {"ids": list(update_ids)}))


async def forget_seen(session: Unit, before: datetime) -> None:
    """Telegram offers an update again for a day at most."""
    await session.execute(delete(UpdateSeen).where(UpdateSeen.seen_at < before))


async def lock_chats(session: Unit, chat_ids: Collection[int]) -> None:
    """Keep the order within each chat when several processes take webhooks. PostgreSQL only."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for chat_id in sorted(set(chat_ids)):
        await session.execute(LOCK, {"chat": chat_id})
