"""The simulator's clock: it runs in the demo, and stands still in tests until it is moved."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SimulatedClock:
    def __init__(self, start: datetime | None = None, *, ticking: bool = False) -> None:
        self._base = start or datetime.now(UTC)
        self._started = time.monotonic()
        self._moved = 0.0
        self.ticking = ticking
        self.on_move: list[Callable[[], None]] = []

    def now(self) -> datetime:
        if not self.ticking:
            return self._base
        return self._base + timedelta(seconds=time.monotonic() - self._started)

    __call__ = now

    def set(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("a simulated clock is set to an aware datetime")
        self._moved += (moment - self.now()).total_seconds()
        self._base, self._started = moment.astimezone(UTC), time.monotonic()
        for callback in list(self.on_move):
            callback()

    def advance(self, by: timedelta | None = None, **parts: float) -> None:
        self.set(self.now() + (by or timedelta()) + timedelta(**parts))

    def elapsed(self) -> float:
        """Seconds that grow with real time and with every move of the clock, for flood limits."""
        return time.monotonic() + self._moved
