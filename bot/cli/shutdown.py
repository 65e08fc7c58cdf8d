"""A graceful stop on SIGTERM or SIGINT; after a grace period the process ends anyway."""

import asyncio
import logging
import os
import signal
import threading
from types import TracebackType

log = logging.getLogger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)
GRACE_SECONDS = 7.0


class StopSignal:
    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        self.event = asyncio.Event()
        self.requested = False
        """By a signal; the event may also be set because a part of the bot ended."""
        self._grace = grace
        self._exit_timer: threading.Timer | None = None

    def __enter__(self) -> "StopSignal":
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self.request)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.remove_signal_handler(number)
        if self._exit_timer is not None:
            self._exit_timer.cancel()

    def request(self) -> None:
        self.requested = True
        self.event.set()
        if self._exit_timer is None:
            # Nothing is lost: uncommitted work is done again, committed work is on the disk.
            self._exit_timer = threading.Timer(self._grace, os._exit, args=(0,))
            self._exit_timer.daemon = True
            self._exit_timer.start()

    async def sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.event.wait(), seconds)
        except TimeoutError:
            return
