"""Telegram's flood limits as sliding windows; a refused message is not counted."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.simulator.errors import ApiError

ALL_CHATS = 0


@dataclass
class Limits:
    """`per_private_second` is None by default, as Telegram allows short bursts to one person."""

    per_second: int | None = 30
    per_group_minute: int | None = 20
    per_private_second: int | None = None
    enforce: bool = True
    timer: Callable[[], float] | None = None
    _sent: dict[tuple[int, int], deque[float]] = field(
        default_factory=lambda: defaultdict(deque), repr=False
    )

    def _windows(self, bot: int, chat: int) -> list[tuple[tuple[int, int], int | None, float]]:
        group = chat < 0
        own = (self.per_group_minute, 60.0) if group else (self.per_private_second, 1.0)
        return [((bot, ALL_CHATS), self.per_second, 1.0), ((bot, chat), *own)]

    def _wait(self, now: float, key: tuple[int, int], allowed: int, span: float) -> float:
        sent = self._sent[key]
        while sent and sent[0] <= now - span:
            sent.popleft()
        return sent[0] + span - now if len(sent) >= allowed else 0.0

    def check(self, bot: int, chat: int, now: float) -> None:
        if not self.enforce:
            return
        waits = [
            self._wait(now, key, allowed, span)
            for key, allowed, span in self._windows(bot, chat)
            if allowed is not None
        ]
        if (wait := max(waits, default=0.0)) > 0:
            raise too_many_requests(max(1, math.ceil(wait)))

    def record(self, bot: int, chat: int, now: float) -> None:
        if self.enforce:
            self._sent[bot, ALL_CHATS].append(now)
            self._sent[bot, chat].append(now)


def too_many_requests(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
