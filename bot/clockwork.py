"""APScheduler as a clock only: it asks what is due, and the answer stands in the tables."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.watchdog import Beats

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tick:
    """`look` is called every so many seconds and does whatever has become due."""

    name: str
    seconds: float
    look: Callable[[], Awaitable[object]]


class Clockwork:
    def __init__(self, ticks: tuple[Tick, ...], beats: Beats) -> None:
        self._ticks = ticks
        self._beats = beats
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        for tick in self._ticks:
            self._beats.beat("clock")
            self._scheduler.add_job(
                self._look,
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
        """Every look once, or those named, in order: for a clock that was moved."""
        for tick in self._ticks:
            if not names or tick.name in names:
                await tick.look()

    async def _look(self, tick: Tick) -> None:
        try:
            await tick.look()
        except asyncio.CancelledError:
            if self._scheduler.running:
                raise
            return  # The bot stops in the midst of a look: what is due is still due.
        except Exception as error:
            # The row is still due: the next look finds it again.
            log.error("the clock's %s failed: %s", tick.name, type(error).__name__)
            return
        self._beats.beat("clock")
