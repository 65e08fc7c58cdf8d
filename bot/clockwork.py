"""The clock: APScheduler calls ticks at intervals. What is due is found in the tables only."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.watchdog import Heartbeats

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tick:
    """`run` is called every so many seconds and does all that is due. Named feature.action."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]


class Clockwork:
    def __init__(self, ticks: tuple[Tick, ...], beats: Heartbeats) -> None:
        self._ticks = ticks
        self._beats = beats
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        for tick in self._ticks:
            self._beats.beat("clock")
            self._scheduler.add_job(
                self._run,
                "interval",
                args=[tick],
                seconds=tick.seconds,
                id=tick.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def once(self, *names: str) -> None:
        """Run every tick once, or only those named, in order: for tests that move the clock."""
        if unknown := set(names) - {tick.name for tick in self._ticks}:
            raise ValueError(f"no such ticks: {sorted(unknown)}")
        for tick in self._ticks:
            if not names or tick.name in names:
                await tick.run()

    async def _run(self, tick: Tick) -> None:
        try:
            await tick.run()
        except asyncio.CancelledError:
            if self._scheduler.running:
                raise
            return  # The bot stops during a tick: what is due stays due.
        except Exception as error:
            # The row stays due, so the next tick finds it again.
            log.error("the tick %s failed: %s", tick.name, type(error).__name__)
            self._beats.turn("clock")
            return
        self._beats.beat("clock")
