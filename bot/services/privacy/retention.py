"""Retention: what nothing needs any more is deleted, a few rows in each transaction."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.privacy.retention import kept_since
from db.queries.privacy.messages import delete_messages, old_messages
from db.queries.privacy.retention import (
    delete_claims,
    delete_dead_letters,
    delete_join_requests,
    delete_slots,
    delete_strangers,
    detach_erased_accounts,
    redact_sanctions,
)
from db.session import UnitOfWork

AT_ONCE = 500


async def delete_old_messages(session: UnitOfWork, before: datetime, limit: int) -> int:
    ids = await old_messages(session, before, limit)
    await delete_messages(session, ids)
    return len(ids)


Sweep = Callable[[UnitOfWork, datetime, int], Awaitable[int]]
SWEEPS: tuple[tuple[str, Sweep], ...] = (
    ("outbox", delete_old_messages),
    ("membership_claim", delete_claims),
    ("slot", delete_slots),
    ("dead_letter", delete_dead_letters),
    ("join_request", delete_join_requests),
    ("sanction", redact_sanctions),
    ("account", detach_erased_accounts),
    ("account", delete_strangers),
)
"""By the table whose rule says how old. The messages go first, since others wait for them."""


async def sweep_once(session: UnitOfWork, table: str, sweep: Sweep, *, now: datetime) -> bool:
    """Whether there may be more."""
    return await sweep(session, kept_since(table, now), AT_ONCE) == AT_ONCE
