"""Updates that cannot be processed move aside, so that nobody's fault stops another."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.context import Clock
from bot.intake.parsing import FailedUpdate
from bot.services.updates import store_dead_letter, store_dead_letter_only
from db.outage import is_down
from db.queries.updates import already_seen
from db.session import Sessions, UnitOfWork, begin

log = logging.getLogger(__name__)

REMEMBERED = 1000
"""How many updates without a place in the database are remembered, so that each is told once."""


class DeadLetters:
    """Three layers: stored, and the clinic alerted; only stored; only remembered."""

    def __init__(
        self,
        sessions: Sessions,
        clock: Clock,
        *,
        answer: Callable[[FailedUpdate], Awaitable[None]],
        on_lost: Callable[[], object],
    ) -> None:
        """`answer` answers a cry for help without the database. `on_lost`: for the health page."""
        self._sessions = sessions
        self._clock = clock
        self._answer = answer
        self._on_lost = on_lost
        self._lost: set[int] = set()

    async def set_aside(self, failed: Sequence[FailedUpdate]) -> None:
        """Raises what the database raises while it is down, and nothing else."""
        for one in failed:
            if one.update_id in self._lost:
                continue
            if await self._stored(one, self._store_and_alert):
                continue
            log.critical("update %d is set aside, but no clinic was told of it", one.update_id)
            if not await self._stored(one, self._store_only):
                log.critical("update %d could not be stored, and is skipped", one.update_id)
                self._on_lost()
                if len(self._lost) >= REMEMBERED:
                    self._lost.clear()
                self._lost.add(one.update_id)
            await self._answer(one)

    async def _stored(
        self, one: FailedUpdate, store: Callable[[UnitOfWork, FailedUpdate], Awaitable[None]]
    ) -> bool:
        try:
            async with begin(self._sessions) as session:
                if not await already_seen(session, [one.update_id]):
                    await store(session, one)
        except Exception as error:
            if is_down(error):
                raise
            log.error("update %d: %s in set_aside", one.update_id, type(error).__name__)
            return False
        return True

    async def _store_and_alert(self, session: UnitOfWork, one: FailedUpdate) -> None:
        await store_dead_letter(
            session, one.update_id, one.sender, one.error, text=one.text, now=self._clock()
        )

    async def _store_only(self, session: UnitOfWork, one: FailedUpdate) -> None:
        await store_dead_letter_only(
            session, one.update_id, one.sender, one.error, now=self._clock()
        )
