"""SIGTERM and SIGINT end a run gracefully; what hangs is cut off, and nothing is lost by that."""

import asyncio
import logging
import os
import signal
import threading
from types import TracebackType

log = logging.getLogger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)
GRACE_SECONDS = 7.0


class Stopping:
    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        self.event = asyncio.Event()
        self.asked = False
        """By a signal; the event alone may also mean that a part ended."""
        self._grace = grace
        self._last_resort: threading.Timer | None = None

    def __enter__(self) -> "Stopping":
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self.ask)
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
        if self._last_resort is not None:
            self._last_resort.cancel()

    def ask(self) -> None:
        self.asked = True
        self.event.set()
        if self._last_resort is None:
            # What was not committed comes again; what was, is on the disk.
            self._last_resort = threading.Timer(self._grace, os._exit, args=(0,))
            self._last_resort.daemon = True
            self._last_resort.start()

    async def sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.event.wait(), seconds)
        except TimeoutError:
            return
