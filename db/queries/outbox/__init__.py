"""The outbox as the relay reads and writes it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from db.queries.outbox.due import Destination, Due
from db.queries.outbox.statements import (
    ADD_ATTEMPT,
    AMBIGUOUS_ATTEMPTS,
    BOT_INITIATED,
    CANDIDATES,
    CLAIM,
    CLAIM_TOKENS,
    DETAILS,
    EXPIRED_LEASES,
    FINISH,
    MARK_GROUP_LEFT,
    MARK_REACHABLE,
    MARK_UNREACHABLE,
    PENDING_EDITS,
    RETRY,
)
from db.session import UnitOfWork

__all__ = ["Destination", "Due"]

Rows = list[dict[str, Any]]
"""Values for a statement that runs once for each row, by name."""


class DueIds(NamedTuple):
    ids: list[int]
    more: bool
    """Whether more may be due for other destinations."""
    crowded: bool
    """Whether more is due than was asked for, be it for one destination."""


async def due_ids(
    session: UnitOfWork, *, now: datetime, limit: int, held: Collection[Destination]
) -> DueIds:
    """Rows that are due, most urgent first, one for each destination that is not `held`."""
    connection = await session.connection()
    chosen: list[int] = []
    taken = set(held)
    crowded = more = False
    while len(chosen) < limit:
        page = (
            await connection.execute(
                CANDIDATES,
                {
                    "now": now,
                    "limit": limit + 4,
                    "accounts": [i for kind, i in taken if kind == "account"],
                    "groups": [i for kind, i in taken if kind == "group"],
                },
            )
        ).all()
        for row_id, kind, dest_id in page:
            if (kind, dest_id) in taken:
                continue
            if more := len(chosen) == limit:
                break
            taken.add((kind, dest_id))
            chosen.append(row_id)
        if len(page) < limit + 4:
            return DueIds(chosen, more, crowded or more)
        crowded = True
    return DueIds(chosen, True, crowded)


async def load_due(session: UnitOfWork, ids: Sequence[int], *, now: datetime) -> list[Due]:
    """The rows with all that decides whether they are sent, in the order of `ids`."""
    if not ids:
        return []
    rows: Any = await (await session.connection()).execute(DETAILS, {"ids": list(ids), "now": now})
    by_id = {row[0]: Due(*row) for row in rows}
    return [by_id[row_id] for row_id in ids if row_id in by_id]


async def bot_initiated(
    session: UnitOfWork, dests: Collection[Destination], *, since: datetime, waiting: bool = False
) -> dict[Destination, list[datetime | None]]:
    """When the bot spoke first to each destination since then.

    `waiting` adds None for each such message that is not sent yet.
    """
    found: dict[Destination, list[datetime | None]] = {dest: [] for dest in dests}
    if not found:
        return found
    rows = await (await session.connection()).execute(
        BOT_INITIATED,
        {
            "accounts": [i for kind, i in found if kind == "account"],
            "groups": [i for kind, i in found if kind == "group"],
            "since": since,
            "waiting": waiting,
        },
    )
    for kind, dest_id, done_at in rows:
        found[kind, dest_id].append(done_at)
    return found


async def superseded_edits(session: UnitOfWork, edits: Sequence[Due]) -> set[int]:
    """Pending edits, these included, of a message for which a newer edit is pending too."""
    if not edits:
        return set()
    rows = await (await session.connection()).execute(
        PENDING_EDITS,
        {"dest_ids": [e.dest_id for e in edits], "priority": max(e.priority for e in edits)},
    )
    newest: dict[tuple[object, ...], int] = {}
    superseded: set[int] = set()
    for row_id, *what in rows:
        other = newest.get(tuple(what), row_id)
        newest[tuple(what)] = max(row_id, other)
        if other != row_id:
            superseded.add(min(row_id, other))
    return superseded


async def claim(
    session: UnitOfWork, ids: Sequence[int], *, token: str, until: datetime
) -> set[int]:
    """Mark the rows as being sent under `token`; return those that were still pending."""
    if not ids:
        return set()
    rows = await (await session.connection()).execute(
        CLAIM, {"ids": list(ids), "token": token, "until": until}
    )
    return {row[0] for row in rows}


async def expired_leases(session: UnitOfWork, *, now: datetime) -> list[dict[str, Any]]:
    """Rows whose sender died or stalled: nobody knows whether they were sent."""
    rows = await (await session.connection()).execute(EXPIRED_LEASES, {"now": now})
    return [dict(row) for row in rows.mappings()]


async def claim_tokens(session: UnitOfWork, ids: Sequence[int]) -> dict[int, str]:
    """The claim token of each of these rows that is being sent."""
    rows = await (await session.connection()).execute(CLAIM_TOKENS, {"ids": list(ids)})
    return {row[0]: row[1] for row in rows}


async def ambiguous_attempts(session: UnitOfWork, ids: Sequence[int]) -> dict[int, int]:
    """How many attempts of each row ended without our knowing whether it was sent."""
    if not ids:
        return {}
    rows = await (await session.connection()).execute(AMBIGUOUS_ATTEMPTS, {"ids": list(ids)})
    return {row[0]: row[1] for row in rows}


async def finish(session: UnitOfWork, rows: Rows) -> None:
    await _execute_many(session, FINISH, rows)


async def retry(session: UnitOfWork, rows: Rows) -> None:
    """Make the rows pending again, each from its `at` on."""
    await _execute_many(session, RETRY, rows)


async def add_attempts(session: UnitOfWork, rows: Rows) -> None:
    await _execute_many(session, ADD_ATTEMPT, rows)


async def mark_unreachable(session: UnitOfWork, rows: Rows) -> None:
    await _execute_many(session, MARK_UNREACHABLE, rows)


async def mark_groups_left(session: UnitOfWork, rows: Rows) -> None:
    await _execute_many(session, MARK_GROUP_LEFT, rows)


async def mark_reachable(session: UnitOfWork, account_ids: Sequence[int]) -> None:
    if account_ids:
        await (await session.connection()).execute(MARK_REACHABLE, {"ids": list(account_ids)})


async def _execute_many(session: UnitOfWork, statement: Any, rows: Rows) -> None:
    if rows:
        await (await session.connection()).execute(statement, rows)
