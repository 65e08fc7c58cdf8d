"""Engines and sessions for SQLite and PostgreSQL, tuned so that nothing is lost silently."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, Insert, Table, Update, delete, event, insert
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

BUSY_MS = 30_000
"""How long SQLite waits for another writer before an error."""


class Unit(AsyncSession):
    """One transaction's work.

    Rows that nothing in the same transaction reads back (messages to send, audit lines) are
    deferred and written together at the end: one statement for a batch of a hundred updates.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deferred: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._updates: dict[Update, list[dict[str, Any]]] = defaultdict(list)
        self._replaced: dict[Table, dict[int, dict[str, Any] | None]] = defaultdict(dict)

    def defer(self, table: Table, row: dict[str, Any]) -> None:
        self._deferred[table].append(row)

    def defer_update(self, statement: Update, row: dict[str, Any]) -> None:
        """`statement` is built once and binds its values by name: rows of one kind go together."""
        self._updates[statement].append(row)

    def replace(self, table: Table, key: int, row: dict[str, Any] | None) -> None:
        """At the end, put `row` in place of what stands under the primary key; None removes it."""
        self._replaced[table][key] = row

    async def flush_deferred(self) -> None:
        """Write what was deferred, after the rows it may refer to."""
        await self.flush()
        replaced, self._replaced = self._replaced, defaultdict(dict)
        for table, by_key in replaced.items():
            (primary,) = table.primary_key
            await self.execute(delete(table).where(primary.in_(list(by_key))))
            if rows := [row for row in by_key.values() if row is not None]:
                await self.execute(_insert_into(table), rows)
        updates, self._updates = self._updates, defaultdict(list)
        for statement, rows in updates.items():
            await (await self.connection()).execute(statement, rows)
        deferred, self._deferred = self._deferred, defaultdict(list)
        for table, rows in deferred.items():
            await self.execute(_insert_into(table), rows)

    async def commit(self) -> None:
        await self.flush_deferred()
        await super().commit()

    async def rollback(self) -> None:
        self._deferred.clear()
        self._updates.clear()
        self._replaced.clear()
        await super().rollback()


_inserts: dict[Table, Insert] = {}


def _insert_into(table: Table) -> Insert:
    if table not in _inserts:
        _inserts[table] = insert(table)
    return _inserts[table]


Sessions = async_sessionmaker[Unit]


def make_engine(url: str) -> AsyncEngine:
    if make_url(url).get_backend_name() == "sqlite":
        # SQLite has one writer: waiting in our own queue is fair, waiting for its lock is not.
        engine = create_async_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
        return engine
    return create_async_engine(url, pool_size=8, max_overflow=4, hide_parameters=True)


def make_sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, class_=Unit, expire_on_commit=False)


@asynccontextmanager
async def begin(sessions: Sessions) -> AsyncIterator[Unit]:
    """One transaction: leaving the block commits, an exception rolls back."""
    async with sessions() as session:
        yield session
        await session.commit()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        f"busy_timeout={BUSY_MS}",
        "foreign_keys=ON",
        "synchronous=FULL",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_immediate(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once instead of waiting its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
