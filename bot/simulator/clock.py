"""The practice world's clock: real time for a demo, frozen and pushed by hand in tests."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Mover = Callable[[], None]


class PracticeClock:
    def __init__(self, start: datetime | None = None, *, ticking: bool = False) -> None:
        self._base = start or datetime.now(UTC)
        self._began = time.monotonic()
        self._pushed = 0.0
        self.ticking = ticking
        self.on_move: list[Mover] = []

    def now(self) -> datetime:
        if not self.ticking:
            return self._base
        return self._base + timedelta(seconds=time.monotonic() - self._began)

    __call__ = now

    def set(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("a practice clock is set to an aware datetime")
        self._pushed += (moment - self.now()).total_seconds()
        self._base, self._began = moment.astimezone(UTC), time.monotonic()
        for moved in list(self.on_move):
            moved()

    def advance(self, by: timedelta | None = None, **parts: float) -> None:
        self.set(self.now() + (by or timedelta()) + timedelta(**parts))

    def elapsed(self) -> float:
        """Seconds that grow with real time and with every push: what flood limits measure."""
        return time.monotonic() + self._pushed
