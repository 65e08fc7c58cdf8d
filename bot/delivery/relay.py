"""The relay of the transactional outbox: it sends committed rows to Telegram.

Two things run side by side: cycles in the database, which settle results and claim rows, and the
sending of the claimed rows.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

from telegram import Bot

from bot.delivery.claim import OutboxStore, PageFailed, ignore_failed_page
from bot.delivery.in_flight import InFlight
from bot.delivery.pacing import Pace, Pacer
from bot.delivery.sending import Clock, Render, Sender
from bot.token_check import TokenCheck
from db.outage import is_down
from db.session import Sessions

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often the outbox is looked at when nobody wakes the relay."""
SHORTEST_LOOK = 0.2
"""The shortest wait before the next look, when a held chat is free again very soon."""
CAPACITY, CAPACITY_UNPACED = 8, 100
"""How many rows are claimed ahead. Few when there is a rate limit: an emergency overtakes only
rows that are not claimed yet."""
ANSWER_SECONDS, STOP_SECONDS = 6.0, 7.5
"""On a stop: how long to wait for answers, and how long the whole stop may take."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.25, 2.0


class Relay:
    def __init__(
        self,
        sessions: Sessions,
        bot: Bot,
        render: Render,
        *,
        clock: Clock,
        pace: Pace | None = None,
        instance: str = "single",
        on_page_failed: PageFailed = ignore_failed_page,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        turning: Callable[[], object] = lambda: None,
    ) -> None:
        """`seconds` and `sleep` are the pacer's clock; tests pass their own.

        `turning` is called at each look at the outbox, whether or not it succeeds.
        """
        pace = pace or Pace()
        self._clock = clock
        self._store = OutboxStore(sessions, clock, instance, on_page_failed)
        self._pacer = Pacer(pace, seconds)
        self._in_flight = InFlight(
            Sender(bot, render, clock),
            self._pacer,
            clock,
            capacity=CAPACITY if pace.rate else CAPACITY_UNPACED,
            sleep=sleep,
            on_change=self._wake_if_useful,
        )
        self._token = TokenCheck(bot, seconds)
        self._turning = turning
        self._more = False
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.alive_at: datetime | None = None
        """When the last cycle in the database succeeded; for the watchdog."""

    def wake(self) -> None:
        """Rows to send were committed: look at the outbox now."""
        self._more = True
        self._woken.set()

    async def run(self) -> None:
        """Send until stopped. Raises TokenRefused; also then no row is lost."""
        self._running = asyncio.current_task()
        sending = asyncio.create_task(self._in_flight.run())
        pause = 0.0
        self.wake()
        try:
            while not self._stopping.is_set():
                await self._wait_for_work(pause)
                self._turning()
                succeeded = await self._try_cycle()
                if self._in_flight.token_doubted:
                    self._in_flight.token_doubted = not await self._token.accepted()
                    pause = self._token.pause
                    continue
                pause = 0.0 if succeeded else min(max(pause * 2, SHORTEST_PAUSE), LONGEST_PAUSE)
                if sending.done():
                    sending.result()
        finally:
            sending.cancel()
            await self._close()
            self._running = None

    async def stop(self) -> None:
        """Claim nothing new, wait for the answers and store every result."""
        self._stopping.set()
        self._woken.set()
        if self._running is not None:
            await asyncio.wait({self._running}, timeout=STOP_SECONDS)

    async def drain(self) -> None:
        """Send until nothing is due; chats held by a limit do not count. Not while `run` runs."""
        while True:
            await self._cycle(under_lease=False)
            if self._in_flight.token_doubted:
                self._in_flight.token_doubted = not await self._token.accepted()
                if self._in_flight.token_doubted:
                    return
            if self._in_flight.empty and (not self._more or self._pacer.closed()):
                return
            await self._in_flight.send_all()

    async def _wait_for_work(self, pause: float) -> None:
        if pause:
            patience = pause
            self._woken.clear()  # Database or token have to come back: waking does not help.
            if self._stopping.is_set():
                return
        else:
            soonest = self._pacer.seconds_until_free()
            patience = (
                LOOK_SECONDS if soonest is None else min(LOOK_SECONDS, max(SHORTEST_LOOK, soonest))
            )
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await (self._stopping if pause else self._woken).wait()

    async def _try_cycle(self) -> bool:
        try:
            await self._cycle(under_lease=True)
        except Exception as error:
            # Results stay in memory, and rows that were claimed are still sent. Where the database
            # is not the reason, the relay is soon missed on the health page.
            level = logging.WARNING if is_down(error) else logging.ERROR
            log.log(level, "no look at the outbox (%s)", type(error).__name__)
            return False
        return True

    async def _cycle(self, *, under_lease: bool) -> None:
        """Settle results and claim rows. Results that could not be settled are kept."""
        in_flight = self._in_flight
        self._woken.clear()
        results = list(in_flight.results)
        paused = self._pacer.closed() or in_flight.token_doubted
        limit = 0 if paused else in_flight.free
        if limit > 0:
            self._more = False
        claimed = await self._store.settle_and_claim(
            results, limit, self._pacer.held(), under_lease=under_lease
        )
        del in_flight.results[: len(results)]
        in_flight.add(claimed.envelopes)
        self._more = self._more or claimed.more
        self.alive_at = self._clock()
        self._wake_if_useful()

    def _wake_if_useful(self) -> None:
        """Work in batches: wake when half the capacity is free, or nothing else is in flight."""
        in_flight = self._in_flight
        to_settle = bool(in_flight.results) and (in_flight.empty or in_flight.half_free)
        to_claim = self._more and in_flight.half_free and not self._pacer.closed()
        if to_settle or to_claim or in_flight.token_doubted:
            self._woken.set()

    async def _close(self) -> None:
        await self._in_flight.finish(ANSWER_SECONDS)
        results = self._in_flight.results
        try:
            await self._store.settle_and_release(results)
            results.clear()
        except Exception as error:
            # Their leases end by themselves; the next process then settles them as ambiguous.
            log.error("%d results could not be stored (%s)", len(results), type(error).__name__)
