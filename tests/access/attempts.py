"""Somebody tries something; what it would have changed and said is noted, and all is undone."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, event, select
from telegram import Update

from bot.context import Turn
from bot.handlers.routes import route_update
from bot.intake.batch import Batch
from bot.intake.parsing import parse
from bot.simulator.chats import Message
from bot.simulator.group import Group as Chat
from db.base import Base
from db.session import UnitOfWork
from tests.access.forms import Form
from tests.access.full_village import FullVillage
from tests.village import Villager

Row = dict[str, Any]
Rows = dict[tuple[Any, ...], Row]
"""The rows of a table by their primary keys."""
WRITTEN_BY_EVERY_UPDATE = {"update_seen"}
WRITES = re.compile(r'\b(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)')
TABLES = Base.metadata.sorted_tables


@dataclass
class Attempt:
    """What happened before it was undone."""

    rows: dict[str, Rows] = field(default_factory=dict)
    """All rows of the tables that were written into."""
    toast: str = ""
    failure: str | None = None
    known: bool = True
    """False for somebody of whom the bot stores nothing."""

    def new(self, table: str, before: dict[str, Rows]) -> list[Row]:
        found = self.rows.get(table, {})
        return [row for key, row in found.items() if key not in before[table]]


class Undone(BaseException):
    """Ends the transaction of an update. No Exception: then the update would be tried again."""


class Trying:
    """Tries things in a village that stays as it is."""

    def __init__(self, full: FullVillage, before: dict[str, Rows]) -> None:
        self.full = full
        self.before = before
        app = full.village.app
        self._batch = Batch(
            app.sessions,
            self._handle,
            app.clock,
            lambda: app.bot.username,
            app.batch._dead_letters,
        )
        self._written = defaultdict[str, set[str]](set)
        """How each table was written into: by `INSERT INTO`, `UPDATE` or `DELETE FROM`."""
        self._form: Form | None = None
        self._attempt = Attempt()

    async def attempt(self, who: Villager, form: Form, where: Chat | None = None) -> Attempt:
        """`where`: the group in which it is done; None for the private chat."""
        self._form, self._attempt = form, Attempt()
        self._written.clear()
        try:
            await self._batch.take([self._update(who, form, where)])
        except Undone:
            return self._attempt
        raise AssertionError(f"{form.title} was not undone")

    def _update(self, who: Villager, form: Form, where: Chat | None) -> Update:
        village = self.full.village
        chat = who.person.chat(where or village.bot)
        if form.press is not None:
            asked = village.telegram.world.post(chat, village.bot, {"text": "?"})
            who.person._query(asked, form.press)
        else:
            reply_to = _newest_of_a_person(chat.messages) if where else None
            words = "…" if form.edited else form.text or ""
            said = who.person.says(where or village.bot, words, reply_to=reply_to)
            if form.edited:
                village.bot.updates.pending.clear()
                who.person.edits(said, form.text or "")
        (raw,) = village.bot.updates.pending
        village.bot.updates.pending.clear()
        ((update,), _failed) = parse(village.app.bot, [raw])
        return update

    async def _handle(self, turn: Turn) -> None:
        """Like `route_update`, but nothing stays."""
        attempt, form = self._attempt, self._form
        assert form is not None
        attempt.known = turn.speaker is not None
        try:
            if form.dialog is not None and turn.speaker is not None:
                turn.wait(form.dialog)
            await route_update(turn)
            await turn.session.flush_queued()
        except Exception as error:
            attempt.failure = f"{type(error).__name__}: {error}"
            raise Undone from None
        for table in TABLES:
            if table.name in self._written.keys() - WRITTEN_BY_EVERY_UPDATE:
                attempt.rows[table.name] = await self._rows_now(turn.session, table)
        attempt.toast = " ".join(press.text or "" for press in turn.presses)
        raise Undone

    async def _rows_now(self, session: UnitOfWork, table: Table) -> Rows:
        """Only new rows are read from the database where nothing else can have changed."""
        before = self.before[table.name]
        if self._written[table.name] != {"INSERT INTO"} or "id" not in table.columns:
            return await rows_of(session, table)
        last = max((row["id"] for row in before.values()), default=0)
        return before | await rows_of(session, table, table.columns["id"] > last)

    @contextmanager
    def noting_writes(self) -> Iterator[None]:
        """Only the tables that a statement writes into need to be compared."""

        def note(_c: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
            for how, table in WRITES.findall(statement):
                self._written[table].add(how)

        engine = self.full.village.app.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield
        finally:
            event.remove(engine, "before_cursor_execute", note)


def _newest_of_a_person(messages: dict[int, Message]) -> Message | None:
    return next((one for one in reversed(messages.values()) if not one.from_bot), None)


async def all_rows(full: FullVillage) -> dict[str, Rows]:
    async with full.village.sessions() as session:
        return {table.name: await rows_of(session, table) for table in TABLES}


async def rows_of(session: UnitOfWork, table: Table, *which: ColumnElement[bool]) -> Rows:
    found = await (await session.connection()).execute(select(table).where(*which))
    keys = [column.name for column in table.primary_key]
    rows = [dict(row) for row in found.mappings()]
    return {tuple(row[key] for key in keys): row for row in rows}
