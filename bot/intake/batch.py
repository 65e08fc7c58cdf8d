"""A batch of updates: effects and the mark that they were seen are one transaction."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from telegram import Update

from bot.context import Clock, Handle, Press, Turn
from bot.intake.identify import People
from bot.intake.parsing import Unreadable
from bot.services.updates import set_aside
from db.models import UpdateSeen
from db.queries.updates import already_seen, lock_chats
from db.session import Sessions, Unit, begin

log = logging.getLogger(__name__)

TRIES = 3
"""After so many failures of its own an update is poison."""


class DatabaseDown(Exception):
    """Nothing can be stored now: keep the updates at Telegram and come again."""


class Batch:
    def __init__(
        self,
        sessions: Sessions,
        handle: Handle,
        clock: Clock,
        username: Callable[[], str],
        *,
        shared: bool = False,
    ) -> None:
        """`shared`: other processes take updates of the same chats at the same time."""
        self._sessions = sessions
        self._handle = handle
        self._clock = clock
        self._username = username
        self._shared = shared

    async def take(self, updates: Sequence[Update]) -> list[Press]:
        """Process all; return the pressed buttons to acknowledge.

        Together in one transaction while all goes well; one by one when a member fails, so that
        it spoils nobody else's. Raises DatabaseDown with nothing done that cannot come again.
        """
        try:
            return await self._together(updates)
        except (Exception, asyncio.CancelledError) as error:
            _raise_if_down(error)
            _raise_if_stopping(error)
            log.warning("a batch of %d failed (%s); one by one", len(updates), _name(error))
        presses: list[Press] = []
        for update in updates:
            presses += await self._alone(update)
        return presses

    async def _together(self, updates: Sequence[Update]) -> list[Press]:
        async with begin(self._sessions) as session:
            return await self._process(session, updates)

    async def _alone(self, update: Update) -> list[Press]:
        for attempt in range(1, TRIES + 1):
            try:
                return await self._together([update])
            except (Exception, asyncio.CancelledError) as error:
                _raise_if_down(error)
                _raise_if_stopping(error)
                log.error("update %d failed, try %d: %s", update.update_id, attempt, trace(error))
                failure = error
        await self.put_aside([Unreadable(update.update_id, _sender(update), _name(failure))])
        return []

    async def put_aside(self, unreadable: Sequence[Unreadable]) -> None:
        """Updates that nobody can process: marked, told to a human, and no longer in the way."""
        if not unreadable:
            return
        try:
            async with begin(self._sessions) as session:
                seen = await already_seen(session, [dead.update_id for dead in unreadable])
                for dead in unreadable:
                    if dead.update_id not in seen:
                        await set_aside(
                            session, dead.update_id, dead.sender, dead.error, now=self._clock()
                        )
        except Exception as error:
            _raise_if_down(error)
            raise

    async def _process(self, session: Unit, updates: Sequence[Update]) -> list[Press]:
        now = self._clock()
        if self._shared:
            await lock_chats(session, [u.effective_chat.id for u in updates if u.effective_chat])
        seen = await already_seen(session, [u.update_id for u in updates])
        people = People(session, now)
        await people.look_up(updates)
        presses: list[Press] = []
        for update in updates:
            if update.update_id in seen:
                continue
            seen.add(update.update_id)
            session.defer(
                UpdateSeen.__table__,  # type: ignore[arg-type]
                {"update_id": update.update_id, "seen_at": now},
            )
            presses += await self._one(session, update, people, now)
        return presses

    async def _one(
        self, session: Unit, update: Update, people: People, now: datetime
    ) -> list[Press]:
        turn = Turn(
            update,
            session,
            now,
            await people.speaker(update),
            await people.group(update),
            self._username(),
            people.courses,
        )
        if update.callback_query is not None:
            turn.presses.append(Press(update.callback_query.id))
        await self._handle(turn)
        return turn.presses


def _raise_if_stopping(error: BaseException) -> None:
    """A CancelledError that nobody asked for is a handler's fault like any other."""
    task = asyncio.current_task()
    if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
        raise error


def trace(error: BaseException) -> str:
    """Where it happened, without the message: that may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    path = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))
    return f"{_name(error)} in {path}"


def _raise_if_down(error: BaseException) -> None:
    down = isinstance(error, (OperationalError, InterfaceError, PoolTimeout, OSError))
    if down or (isinstance(error, DBAPIError) and error.connection_invalidated):
        raise DatabaseDown(_name(error)) from error


def _sender(update: Update) -> int | None:
    return update.effective_user.id if update.effective_user else None


def _name(error: BaseException) -> str:
    """The kind of error only: its message may hold what a person wrote."""
    return type(error).__name__
