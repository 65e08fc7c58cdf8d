"""Claimed rows: they leave one by one, the most urgent first, and come back as results."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from heapq import heappop, heappush

from bot.delivery.envelope import Parcel, Result
from bot.delivery.outcomes import Outcome, TokenRefused
from bot.delivery.pacing import Pacer
from bot.delivery.sending import CALL_SECONDS, Clock, Sender
from db.enums import SendOutcome

log = logging.getLogger(__name__)

IN_THE_AIR = 100
"""At most so many are on their way, or about to be."""
CUT_OFF = Outcome(SendOutcome.AMBIGUOUS, "stopped")


class Departures:
    def __init__(
        self,
        sender: Sender,
        pacer: Pacer,
        clock: Clock,
        *,
        room: int,
        sleep: Callable[[float], Awaitable[None]],
        news: Callable[[], None],
    ) -> None:
        """`room`: how many rows may wait here. `news`: called when one leaves or comes back."""
        self._sender = sender
        self._pacer = pacer
        self._clock = clock
        self._sleep = sleep
        self._news = news
        self._room = room
        self._hand: list[tuple[int, int, Parcel]] = []
        self._in_the_air: set[asyncio.Task[None]] = set()
        self._filled = asyncio.Event()
        self.results: list[Result] = []
        self.refused: TokenRefused | None = None

    @property
    def empty(self) -> bool:
        return not self._hand and not self._in_the_air

    @property
    def free(self) -> int:
        """How many more rows are welcome."""
        waiting = len(self._hand)
        return min(self._room - waiting, IN_THE_AIR - waiting - len(self._in_the_air))

    @property
    def roomy(self) -> bool:
        return self.free * 2 >= self._room

    def add(self, parcels: Iterable[Parcel]) -> None:
        for parcel in parcels:
            heappush(self._hand, (parcel.priority, parcel.id, parcel))
        if self._hand:
            self._filled.set()

    async def run(self) -> None:
        """For ever: let rows go as the gate opens."""
        while True:
            self._filled.clear()
            if not self._hand:
                await self._filled.wait()
            elif self._silent():
                self.hand_back()
            elif wait := self._pacer.wait():
                await self._sleep(wait)  # and look again: something more urgent may have come
            else:
                self._let_go()

    async def all_gone(self) -> None:
        """Let everything go that the gate lets out, and wait for the answers."""
        while self._hand and not self._silent():
            if wait := self._pacer.wait():
                await self._sleep(wait)
                continue
            self._let_go()
            await asyncio.sleep(0)
        self.hand_back()
        while self._in_the_air:
            await asyncio.wait(self._in_the_air)

    async def land(self, grace: float) -> None:
        """Nothing leaves any more; answers are waited for so many seconds."""
        self.hand_back()
        if self._in_the_air:
            _, late = await asyncio.wait(self._in_the_air, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def hand_back(self) -> None:
        """Rows not yet on their way become pending again; the try does not count."""
        if self._hand:
            self.results += [self._untried(parcel) for *_, parcel in self._hand]
            self._hand.clear()
            self._news()

    def _silent(self) -> bool:
        return self.refused is not None or self._pacer.closed()

    def _let_go(self) -> None:
        *_, parcel = heappop(self._hand)
        if self._clock() + timedelta(seconds=CALL_SECONDS) > parcel.lease_until:
            self.results.append(self._untried(parcel))  # it waited too long to be surely ours
        else:
            self._pacer.leave()
            task = asyncio.create_task(self._carry(parcel))
            self._in_the_air.add(task)
            task.add_done_callback(self._landed)
        self._news()

    async def _carry(self, parcel: Parcel) -> None:
        started = self._clock()
        try:
            result = await self._sender.send(parcel, self._between_parts)
        except TokenRefused as refused:
            self.refused = refused
            result = self._untried(parcel)
        except asyncio.CancelledError:
            result = Result(parcel, CUT_OFF, started, self._clock())
        self.results.append(result)
        outcome = result.outcome
        if outcome is not None and outcome.kind is SendOutcome.FLOOD:
            self._pacer.flood(parcel.dest, outcome.retry_after or 1.0)
        elif outcome is not None:
            self._pacer.done(parcel.dest)

    async def _between_parts(self) -> None:
        await self._sleep(max(self._pacer.wait(), self._pacer.pause_in_chat))
        self._pacer.leave()

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._in_the_air.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # Its row stays in flight until the lease ends, and is in doubt then.
            log.error("a message was lost sight of (%s)", type(error).__name__)
        self._news()

    def _untried(self, parcel: Parcel) -> Result:
        now = self._clock()
        return Result(parcel, None, now, now)
