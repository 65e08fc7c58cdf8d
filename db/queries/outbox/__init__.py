"""The outbox as delivery reads and writes it; the statements are built once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from db.queries.outbox.statements import (
    AGAIN,
    ATTEMPT,
    CANDIDATES,
    CLAIM,
    DETAILS,
    DOUBTS,
    EDITS,
    FINISH,
    FOR_ACCOUNT,
    FOR_GROUP,
    IDS,
    LEFT,
    NOW,
    OVERDUE,
    OWNED,
    PENDING,
    REACHABLE,
    SENDING,
    STARTED,
    UNREACHABLE,
    Destination,
    Due,
    attempt,
    outbox,
)
from db.session import Unit

__all__ = [
    "AGAIN",
    "ATTEMPT",
    "CANDIDATES",
    "CLAIM",
    "DETAILS",
    "DOUBTS",
    "EDITS",
    "FINISH",
    "FOR_ACCOUNT",
    "FOR_GROUP",
    "IDS",
    "LEFT",
    "NOW",
    "OVERDUE",
    "OWNED",
    "PENDING",
    "REACHABLE",
    "SENDING",
    "UNREACHABLE",
    "Destination",
    "Due",
    "attempt",
    "candidates",
    "claim",
    "details",
    "doubts",
    "older_edits",
    "outbox",
    "overdue",
    "owned",
    "reachable",
    "run",
    "started",
]


async def candidates(
    session: Unit, *, now: datetime, limit: int, held: Collection[Destination]
) -> tuple[list[int], bool]:
    """Rows due now, the most urgent first, one for each destination; and whether more may wait."""
    connection = await session.connection()
    chosen: list[int] = []
    taken = set(held)
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
            if (kind, dest_id) not in taken and len(chosen) < limit:
                taken.add((kind, dest_id))
                chosen.append(row_id)
        if len(page) < limit + 4:
            return chosen, False
    return chosen, True


async def details(session: Unit, ids: Sequence[int], *, now: datetime) -> list[Due]:
    """In the order of `ids`."""
    if not ids:
        return []
    rows: Any = await (await session.connection()).execute(DETAILS, {"ids": list(ids), "now": now})
    by_id = {row[0]: Due(*row) for row in rows}
    return [by_id[row_id] for row_id in ids if row_id in by_id]


async def started(
    session: Unit, dests: Collection[Destination], *, since: datetime, waiting: bool = False
) -> dict[Destination, list[datetime | None]]:
    """When the bot spoke first to these since a moment; None: it is about to."""
    found: dict[Destination, list[datetime | None]] = {dest: [] for dest in dests}
    if not found:
        return found
    rows = await (await session.connection()).execute(
        STARTED,
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


async def older_edits(session: Unit, edits: Sequence[Due]) -> set[int]:
    """Pending edits of the same messages, these ones included, that a newer one makes pointless."""
    if not edits:
        return set()
    rows = await (await session.connection()).execute(
        EDITS,
        {"dest_ids": [e.dest_id for e in edits], "priority": max(e.priority for e in edits)},
    )
    newest: dict[tuple[object, ...], int] = {}
    pointless: set[int] = set()
    for row_id, *what in rows:
        other = newest.get(tuple(what), row_id)
        newest[tuple(what)] = max(row_id, other)
        if other != row_id:
            pointless.add(min(row_id, other))
    return pointless


async def claim(session: Unit, ids: Sequence[int], *, token: str, until: datetime) -> set[int]:
    """The rows that are now ours to send."""
    if not ids:
        return set()
    rows = await (await session.connection()).execute(
        CLAIM, {"ids": list(ids), "token": token, "until": until}
    )
    return {row[0] for row in rows}


async def overdue(session: Unit, *, now: datetime) -> list[dict[str, Any]]:
    """Rows whose sender died, or sleeps: nobody knows whether they went out."""
    rows = await (await session.connection()).execute(OVERDUE, {"now": now})
    return [dict(row) for row in rows.mappings()]


async def owned(session: Unit, ids: Sequence[int]) -> dict[int, str]:
    """Which of these rows are being sent, and under whose token."""
    rows = await (await session.connection()).execute(OWNED, {"ids": list(ids)})
    return {row[0]: row[1] for row in rows}


async def doubts(session: Unit, ids: Sequence[int]) -> dict[int, int]:
    """How often each row was sent before without our learning what became of it."""
    if not ids:
        return {}
    rows = await (await session.connection()).execute(DOUBTS, {"ids": list(ids)})
    return {row[0]: row[1] for row in rows}


async def run(session: Unit, statement: Any, rows: list[dict[str, Any]]) -> None:
    """One of FINISH, AGAIN, ATTEMPT, UNREACHABLE, LEFT for many rows at once."""
    if rows:
        await (await session.connection()).execute(statement, rows)


async def reachable(session: Unit, account_ids: Sequence[int]) -> None:
    if account_ids:
        await (await session.connection()).execute(REACHABLE, {"ids": list(account_ids)})
