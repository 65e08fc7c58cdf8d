"""Carries the outbox to Telegram: the clerk's turns and the departures, side by side."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from telegram import Bot

from bot.delivery.claim import Clerk, PageFailed, nobody_minds
from bot.delivery.in_flight import Departures
from bot.delivery.pacing import Pace, Pacer
from bot.delivery.sending import Clock, Render, Sender
from db.session import Sessions

log = logging.getLogger(__name__)

TICK = 1.0
"""So often the outbox is looked at though nobody called."""
GLANCE = 0.2
ROOM, ROOM_UNPACED = 8, 100
"""Rows claimed ahead. Few where they wait for the gate: an emergency overtakes all but them."""
GRACE, STOP_SECONDS = 6.0, 7.5
"""On a stop: how long answers are waited for, and how long everything may take."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.25, 5.0
DATABASE_TROUBLE = (DBAPIError, NoConnection, OSError)


class Courier:
    def __init__(
        self,
        sessions: Sessions,
        bot: Bot,
        render: Render,
        *,
        clock: Clock,
        pace: Pace | None = None,
        instance: str = "single",
        on_page_failed: PageFailed = nobody_minds,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`seconds` and `sleep` are what pacing goes by; a test gives its own."""
        pace = pace or Pace()
        self._clock = clock
        self._clerk = Clerk(sessions, clock, instance, on_page_failed)
        self._pacer = Pacer(pace, seconds)
        self._departures = Departures(
            Sender(bot, render, clock),
            self._pacer,
            clock,
            room=ROOM if pace.rate else ROOM_UNPACED,
            sleep=sleep,
            news=self._call_if_worth_it,
        )
        self._more = False
        self._called = asyncio.Event()
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.alive_at: datetime | None = None
        """When the outbox was last looked at with success; for a watchdog."""

    def wake(self) -> None:
        """Something was committed that is to go out."""
        self._more = True
        self._called.set()

    async def run(self) -> None:
        """Until stopped; then no row is lost. Raises TokenRefused, with all rows still there."""
        self._running = asyncio.current_task()
        departing = asyncio.create_task(self._departures.run())
        pause = 0.0
        self.wake()
        try:
            while not self._stopping.is_set() and self._departures.refused is None:
                await self._wait_for_work(pause)
                well = await self._turn_or_trouble()
                pause = 0.0 if well else min(max(pause * 2, SHORTEST_PAUSE), LONGEST_PAUSE)
                if departing.done():
                    departing.result()
        finally:
            departing.cancel()
            await self._close()
            self._running = None
        if self._departures.refused is not None:
            raise self._departures.refused

    async def stop(self) -> None:
        """Take nothing new, wait for the answers, put everything down in the books."""
        self._stopping.set()
        self._called.set()
        if self._running is not None:
            await asyncio.wait({self._running}, timeout=STOP_SECONDS)

    async def drain(self) -> None:
        """Send until nothing is due now; chats held by a limit count as not due. Not beside run."""
        while True:
            await self._turn(office=False)
            if self._departures.refused is not None:
                raise self._departures.refused
            if self._departures.empty and (not self._more or self._pacer.closed()):
                return
            await self._departures.all_gone()

    async def _wait_for_work(self, pause: float) -> None:
        if pause:
            patience = pause
            self._called.clear()  # the database is down: calling does not help
            if self._stopping.is_set():
                return
        else:
            soonest = self._pacer.soonest()
            patience = TICK if soonest is None else min(TICK, max(GLANCE, soonest))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await (self._stopping if pause else self._called).wait()

    async def _turn_or_trouble(self) -> bool:
        try:
            await self._turn(office=True)
        except DATABASE_TROUBLE as error:
            # Results wait in memory; rows that were claimed still go out.
            log.warning("the outbox cannot be reached (%s)", type(error).__name__)
            return False
        return True

    async def _turn(self, *, office: bool) -> None:
        """Settle what came back, claim what is next. What fails to be settled is kept."""
        departures = self._departures
        self._called.clear()
        results = list(departures.results)
        silent = self._pacer.closed() or departures.refused is not None
        limit = 0 if silent else departures.free
        if limit > 0:
            self._more = False
        claimed = await self._clerk.turn(results, limit, self._pacer.held(), office=office)
        del departures.results[: len(results)]
        departures.add(claimed.parcels)
        self._more = self._more or claimed.more
        self.alive_at = self._clock()
        self._call_if_worth_it()

    def _call_if_worth_it(self) -> None:
        """In batches: when half the room is free, or when nothing else will come."""
        departures = self._departures
        to_settle = bool(departures.results) and (departures.empty or departures.roomy)
        to_claim = self._more and departures.roomy and not self._pacer.closed()
        if to_settle or to_claim or departures.refused is not None:
            self._called.set()

    async def _close(self) -> None:
        await self._departures.land(GRACE)
        results = self._departures.results
        try:
            await self._clerk.close(results)
            results.clear()
        except DATABASE_TROUBLE as error:
            # Their leases end by themselves; whoever comes next takes them for in doubt.
            log.error("%d results could not be stored (%s)", len(results), type(error).__name__)
