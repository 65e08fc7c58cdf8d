"""The claimed rows of this process: sent one by one, most urgent first, and kept as results."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from heapq import heappop, heappush

from bot.delivery.envelope import Envelope, Result
from bot.delivery.outcomes import Outcome, TokenDoubted
from bot.delivery.pacing import Pacer
from bot.delivery.sending import CALL_SECONDS, Clock, Sender
from db.enums import SendOutcome

log = logging.getLogger(__name__)

MAX_IN_FLIGHT = 100
"""At most so many messages are being sent or wait here to be sent."""
CANCELLED_BY_STOP = Outcome(SendOutcome.AMBIGUOUS, "stopped")


class InFlight:
    def __init__(
        self,
        sender: Sender,
        pacer: Pacer,
        clock: Clock,
        *,
        capacity: int,
        sleep: Callable[[float], Awaitable[None]],
        on_change: Callable[[], None],
    ) -> None:
        """`capacity`: how many rows may wait. `on_change`: called when one is sent or answered."""
        self._sender = sender
        self._pacer = pacer
        self._clock = clock
        self._sleep = sleep
        self._on_change = on_change
        self._capacity = capacity
        self._waiting: list[tuple[int, int, Envelope]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._filled = asyncio.Event()
        self.results: list[Result] = []
        self.token_doubted = False
        """While True nothing is sent; the relay asks whether the token is accepted."""

    @property
    def empty(self) -> bool:
        return not self._waiting and not self._tasks

    @property
    def free(self) -> int:
        """How many more rows may be added."""
        waiting = len(self._waiting)
        return min(self._capacity - waiting, MAX_IN_FLIGHT - waiting - len(self._tasks))

    @property
    def half_free(self) -> bool:
        return self.free * 2 >= self._capacity

    def add(self, envelopes: Iterable[Envelope]) -> None:
        for envelope in envelopes:
            heappush(self._waiting, (envelope.priority, envelope.id, envelope))
        if self._waiting:
            self._filled.set()

    async def run(self) -> None:
        """Send waiting rows for ever, as fast as the pacer allows."""
        while True:
            self._filled.clear()
            if not self._waiting:
                await self._filled.wait()
            elif self._paused():
                self.return_unsent()
            elif wait := self._pacer.wait():
                await self._sleep(wait)  # then look again: a more urgent row may have been added
            else:
                self._send_next()

    async def send_all(self) -> None:
        """Send everything that the pacer allows, and wait for the answers."""
        while self._waiting and not self._paused():
            if wait := self._pacer.wait():
                await self._sleep(wait)
                continue
            self._send_next()
            await asyncio.sleep(0)
        self.return_unsent()
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def finish(self, grace: float) -> None:
        """Send nothing more, and wait for answers for `grace` seconds."""
        self.return_unsent()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def return_unsent(self) -> None:
        """Rows that are not being sent yet become pending again; the attempt does not count."""
        if self._waiting:
            self.results += [self._not_tried(envelope) for *_, envelope in self._waiting]
            self._waiting.clear()
            self._on_change()

    def _paused(self) -> bool:
        return self.token_doubted or self._pacer.closed()

    def _send_next(self) -> None:
        *_, envelope = heappop(self._waiting)
        if self._clock() + timedelta(seconds=CALL_SECONDS) > envelope.lease_until:
            # Its lease may end during the call, and then another process would send it too.
            self.results.append(self._not_tried(envelope))
        else:
            self._pacer.note_sent()
            task = asyncio.create_task(self._send(envelope))
            self._tasks.add(task)
            task.add_done_callback(self._task_done)
        self._on_change()

    async def _send(self, envelope: Envelope) -> None:
        started = self._clock()
        try:
            result = await self._sender.send(envelope, self._between_parts)
        except TokenDoubted:
            self.token_doubted = True
            result = self._not_tried(envelope)
        except asyncio.CancelledError:
            result = Result(envelope, CANCELLED_BY_STOP, started, self._clock())
        self.results.append(result)
        outcome = result.outcome
        if outcome is not None and outcome.kind is SendOutcome.FLOOD:
            self._pacer.note_flood(envelope.dest, outcome.retry_after or 1.0)
        elif outcome is not None:
            self._pacer.note_answer(envelope.dest)

    async def _between_parts(self) -> None:
        await self._sleep(max(self._pacer.wait(), self._pacer.pause_in_chat))
        self._pacer.note_sent()

    def _task_done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # Its row stays in flight until the lease ends; then its result is ambiguous.
            log.error("the task that sends a message failed (%s)", type(error).__name__)
        self._on_change()

    def _not_tried(self, envelope: Envelope) -> Result:
        now = self._clock()
        return Result(envelope, None, now, now)
