"""Engines and sessions for SQLite and PostgreSQL, set up so that no write is lost silently."""

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
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

from db.base import Base, table_of

BUSY_MS = 30_000
"""How long SQLite waits for another writer before an error."""
CONNECT_SECONDS = 5.0


class UnitOfWork(AsyncSession):
    """A session that lives for one transaction.

    Rows that nothing in the same transaction reads back (messages to send, audit lines) are
    queued and written together just before the commit: one statement for a batch of a hundred
    updates.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queued_rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._queued_updates: dict[Update, list[dict[str, Any]]] = defaultdict(list)
        self._replacements: dict[Table, dict[int, dict[str, Any] | None]] = defaultdict(dict)
        self._last: dict[Hashable, Callable[[], Awaitable[None]]] = {}

    def do_last(self, key: Hashable, work: Callable[[], Awaitable[None]]) -> None:
        """Do `work` just before the commit, once for each `key`: the newest replaces the others.

        For what shows the state of something that many updates of a batch may change.
        """
        self._last[key] = work

    def queue(self, model: type[Base], row: dict[str, Any]) -> None:
        """Insert `row` just before the commit."""
        self._queued_rows[table_of(model)].append(row)

    def queue_update(self, statement: Update, row: dict[str, Any]) -> None:
        """Run `statement` with the values of `row` just before the commit.

        The statement must be one object that is built once and binds its values by name, so that
        all rows for it go to the database together.
        """
        self._queued_updates[statement].append(row)

    def replace(self, model: type[Base], key: int, row: dict[str, Any] | None) -> None:
        """Just before the commit, put `row` in place of the row with this primary key.

        If `row` is None, the old row is only deleted.
        """
        self._replacements[table_of(model)][key] = row

    async def flush_queued(self) -> None:
        """Write what is queued, after the ordinary rows that it may refer to."""
        await self.flush()
        replacements, self._replacements = self._replacements, defaultdict(dict)
        for table, by_key in replacements.items():
            (primary,) = table.primary_key
            await self.execute(delete(table).where(primary.in_(list(by_key))))
            if rows := [row for row in by_key.values() if row is not None]:
                await self.execute(_insert_into(table), rows)
        updates, self._queued_updates = self._queued_updates, defaultdict(list)
        for statement, rows in updates.items():
            await (await self.connection()).execute(statement, rows)
        queued, self._queued_rows = self._queued_rows, defaultdict(list)
        for table, rows in queued.items():
            await self.execute(_insert_into(table), rows)

    async def commit(self) -> None:
        while self._last:
            await self._last.pop(next(iter(self._last)))()
        await self.flush_queued()
        await super().commit()

    async def rollback(self) -> None:
        self._last.clear()
        self._queued_rows.clear()
        self._queued_updates.clear()
        self._replacements.clear()
        await super().rollback()


_inserts: dict[Table, Insert] = {}


def _insert_into(table: Table) -> Insert:
    if table not in _inserts:
        _inserts[table] = insert(table)
    return _inserts[table]


Sessions = async_sessionmaker[UnitOfWork]


def make_engine(url: str, statement_seconds: float | None = None) -> AsyncEngine:
    """`statement_seconds`: on PostgreSQL, after which a statement counts as unanswered."""
    if make_url(url).get_backend_name() == "sqlite":
        # SQLite allows one writer. The pool serves waiters in order; SQLite's own lock does not.
        engine = create_async_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
        return engine
    return create_async_engine(
        url,
        pool_size=8,
        max_overflow=4,
        hide_parameters=True,
        connect_args={"timeout": CONNECT_SECONDS, "command_timeout": statement_seconds},
    )


def make_sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, class_=UnitOfWork, expire_on_commit=False)


@asynccontextmanager
async def begin(sessions: Sessions) -> AsyncIterator[UnitOfWork]:
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
    # SQLite's default ("deferred") transaction that reads first and then writes fails at once
    # when another one is writing. An immediate one waits for its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
