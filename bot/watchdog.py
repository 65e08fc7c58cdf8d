"""Signs of life of the parts of this process, and a thread that ends it if one stands still."""

import logging
import os
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

STILL_SECONDS = 120.0
EXIT_CODE = 70


class Heartbeats:
    """When each part last turned and last succeeded, on the monotonic clock.

    A part that turns without success is alive, and waits for the database or for Telegram: a new
    process would wait as well.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._turned: dict[str, float] = {}
        self._succeeded: dict[str, float] = {}
        self._notes: set[str] = set()

    def turn(self, part: str) -> None:
        now = self._monotonic()
        self._turned[part] = now
        self._succeeded.setdefault(part, now)

    def beat(self, part: str) -> None:
        """The part turned, and did what it is there for."""
        self._turned[part] = self._succeeded[part] = self._monotonic()

    def note(self, code: str, holds: bool = True) -> None:
        """What this process knows of itself and no table shows, like `standing_by`."""
        (self._notes.add if holds else self._notes.discard)(code)

    @property
    def notes(self) -> list[str]:
        return sorted(self._notes)

    def still(self, longer_than: float = STILL_SECONDS) -> list[str]:
        """Parts that no longer turn."""
        now = self._monotonic()
        return [part for part, at in self._turned.items() if now - at > longer_than]

    def ages(self) -> dict[str, float]:
        """Seconds since each part last succeeded; since its first turn if it never did."""
        now = self._monotonic()
        return {part: now - at for part, at in self._succeeded.items()}


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
            if still := self._beats.still():
                log.critical("no sign of life from %s: ending this process", ", ".join(still))
                self._end(EXIT_CODE)
                return
