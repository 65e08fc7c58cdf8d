"""A batch of updates: their effects and the marks that they were seen are one transaction."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from telegram import Update

from bot.context import CallbackAnswer, Clock, Handle, Turn
from bot.faults import error_location
from bot.intake.dead_letters import DeadLetters
from bot.intake.identify import BatchPeople
from bot.intake.parsing import FailedUpdate, text_of
from db.models import UpdateSeen
from db.outage import is_down
from db.queries.updates import already_seen, lock_chats
from db.session import Sessions, UnitOfWork, begin

log = logging.getLogger(__name__)

TRIES = 3
"""An update that fails so often by itself becomes a dead letter."""


class DatabaseDown(Exception):
    """Nothing can be stored now: Telegram keeps the updates, and they are fetched again later."""


class Batch:
    def __init__(
        self,
        sessions: Sessions,
        handle: Handle,
        clock: Clock,
        username: Callable[[], str],
        dead_letters: DeadLetters,
        *,
        shared: bool = False,
    ) -> None:
        """`shared`: other processes take updates of the same chats at the same time."""
        self._sessions = sessions
        self._handle = handle
        self._clock = clock
        self._username = username
        self._dead_letters = dead_letters
        self._shared = shared

    async def take(self, updates: Sequence[Update]) -> list[CallbackAnswer]:
        """Process all updates; return the pressed buttons to acknowledge.

        All go in one transaction. If one fails, each gets its own, so that it harms no other.
        Raises DatabaseDown; then it is safe to process the same updates again.
        """
        try:
            return await self._in_one_transaction(updates)
        except (Exception, asyncio.CancelledError) as error:
            _raise_if_down(error)
            _raise_if_stopping(error)
            log.warning("a batch of %d failed (%s); one by one", len(updates), _name(error))
        presses: list[CallbackAnswer] = []
        for update in updates:
            presses += await self._with_retries(update)
        return presses

    async def _in_one_transaction(self, updates: Sequence[Update]) -> list[CallbackAnswer]:
        async with begin(self._sessions) as session:
            return await self._process(session, updates)

    async def _with_retries(self, update: Update) -> list[CallbackAnswer]:
        for attempt in range(1, TRIES + 1):
            try:
                return await self._in_one_transaction([update])
            except (Exception, asyncio.CancelledError) as error:
                _raise_if_down(error)
                _raise_if_stopping(error)
                log.error(
                    "update %d failed, try %d: %s", update.update_id, attempt, error_location(error)
                )
                failure = error
        await self.set_aside(
            [FailedUpdate(update.update_id, _sender(update), _name(failure), text_of(update))]
        )
        return []

    async def set_aside(self, failed: Sequence[FailedUpdate]) -> None:
        """Updates that cannot be processed become dead letters. Raises DatabaseDown."""
        try:
            await self._dead_letters.set_aside(failed)
        except Exception as error:
            _raise_if_down(error)
            raise

    async def _process(
        self, session: UnitOfWork, updates: Sequence[Update]
    ) -> list[CallbackAnswer]:
        now = self._clock()
        if self._shared:
            await lock_chats(session, [u.effective_chat.id for u in updates if u.effective_chat])
        seen = await already_seen(session, [u.update_id for u in updates])
        people = BatchPeople(session, now)
        await people.look_up(updates)
        presses: list[CallbackAnswer] = []
        for update in updates:
            if update.update_id in seen:
                continue
            seen.add(update.update_id)
            session.queue(
                UpdateSeen,
                {"update_id": update.update_id, "seen_at": now},
            )
            presses += await self._handle_update(session, update, people, now)
        return presses

    async def _handle_update(
        self, session: UnitOfWork, update: Update, people: BatchPeople, now: datetime
    ) -> list[CallbackAnswer]:
        speaker, group = await people.speaker(update), await people.group(update)
        if speaker is not None:
            speaker.act_for_chosen_clinic()
            if group is not None:
                speaker.act_for(group.clinic_id)
        turn = Turn(
            update,
            session,
            now,
            speaker,
            group,
            self._username(),
            people.courses,
        )
        if update.callback_query is not None:
            turn.presses.append(CallbackAnswer(update.callback_query.id))
        await self._handle(turn)
        return turn.presses


def _raise_if_stopping(error: BaseException) -> None:
    """A CancelledError that nobody requested is a fault of a handler like any other."""
    task = asyncio.current_task()
    if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
        raise error


def _raise_if_down(error: BaseException) -> None:
    if is_down(error):
        raise DatabaseDown(_name(error)) from error


def _sender(update: Update) -> int | None:
    return update.effective_user.id if update.effective_user else None


def _name(error: BaseException) -> str:
    """Only the type of the error: its text may contain what a person wrote."""
    return type(error).__name__
