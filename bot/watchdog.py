"""Liveness: every part sends heartbeats, and a thread ends the process if one stops."""

import logging
import os
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

SILENT_SECONDS = 120.0
EXIT_CODE = 70


class Heartbeats:
    """When each part last sent a heartbeat, on the monotonic clock."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last: dict[str, float] = {}

    def beat(self, part: str) -> None:
        self._last[part] = self._monotonic()

    def silent(self, longer_than: float = SILENT_SECONDS) -> list[str]:
        now = self._monotonic()
        return [part for part, at in self._last.items() if now - at > longer_than]

    def parts(self) -> list[str]:
        return list(self._last)


class Watchdog:
    """Runs in its own thread, so that a blocked event loop cannot stop it."""

    def __init__(
        self, beats: Heartbeats, *, every: float = 5.0, end: Callable[[int], object] = os._exit
    ) -> None:
        self._beats = beats
        self._every = every
        self._end = end
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(self._every):
            if silent := self._beats.silent():
                log.critical("no sign of life from %s: ending this process", ", ".join(silent))
                self._end(EXIT_CODE)
                return
