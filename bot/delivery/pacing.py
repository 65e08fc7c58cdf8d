"""When the next message may be sent: we keep Telegram's rate limits ourselves.

Nothing sleeps here, and the time comes from an injected clock.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from db.queries.outbox import Destination

TIMER_LATENESS = 0.005
"""A message this late, as timers often are, does not delay those after it.

Without this allowance a rate of 29.8 a second would in fact be 29.
"""
NEGLIGIBLE = 0.0001
"""Seconds that are not worth a sleep."""
MINUTE, SECOND = 60.0, 1.0
MARGIN = 29.8 / 30
"""How close to a limit the pacer goes. Closer than this, timers' jitter causes refusals."""
FLOODED_CHATS, FLOOD_WINDOW = 3, 10.0
"""Floods of so many chats within so many seconds mean that the overall rate is too high."""
RECOVERY_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate`: messages a second over all chats. If it is None there are no limits at all."""

    rate: float | None = 29.8
    group_per_minute: int | None = 20
    chat_per_second: float | None = 1.0


class Pacer:
    def __init__(self, pace: Pace, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._full_rate = self.rate = pace.rate
        self._per_minute = pace.group_per_minute if pace.rate else None
        self._per_second = pace.chat_per_second if pace.rate else None
        self._next_at = -math.inf
        self._closed_until = -math.inf
        self._slowed_at = -math.inf
        self._held: dict[Destination, float] = {}
        self._in_group: dict[int, deque[float]] = {}
        self._accepted: deque[float] = deque()
        self._floods: deque[tuple[float, Destination, float]] = deque()

    def wait(self) -> float:
        """Seconds until the next message may be sent; 0 if it may be sent now."""
        now = self._seconds()
        opens = max(self._next_at if self.rate else now, self._closed_until)
        return opens - now if opens - now > NEGLIGIBLE else 0.0

    def closed(self) -> bool:
        """Whether Telegram told us to send nothing to anybody for a while."""
        return self._closed_until > self._seconds()

    @property
    def pause_in_chat(self) -> float:
        """Seconds between two messages to one chat."""
        return 1 / self._per_second if self._per_second else 0.0

    def note_sent(self) -> None:
        """A message is being sent now."""
        if self.rate:
            now = self._seconds()
            self._recover(now)
            self._next_at = max(self._next_at, now - TIMER_LATENESS) + 1 / self.rate

    def held(self) -> list[Destination]:
        """Chats that may not get a message just now."""
        now = self._seconds()
        over = [dest for dest, until in self._held.items() if until <= now]
        for dest in over:
            del self._held[dest]
        return list(self._held)

    def seconds_until_free(self) -> float | None:
        """Seconds until the first held chat may get a message again. None if no chat is held."""
        if not self._held:
            return None
        return max(0.0, min(self._held.values()) - self._seconds())

    def note_answer(self, dest: Destination) -> None:
        """Note that Telegram answered. Limits count from now: it saw the message before this."""
        if not self.rate:
            return
        now = self._seconds()
        self._accepted.append(now)
        while self._accepted[0] <= now - SECOND:
            self._accepted.popleft()
        if dest[0] == "group":
            self._count_in_group(dest, now)
        elif self._per_second:
            self._hold(dest, now + 1 / self._per_second)

    def note_flood(self, dest: Destination, retry_after: float) -> None:
        """Telegram refused a message because of a limit, so that chat is held.

        When two chats are refused within a second, the limit is the one over all chats.
        """
        if not self.rate:
            return
        now = self._seconds()
        self._hold(dest, now + retry_after)
        while self._floods and self._floods[0][0] < now - FLOOD_WINDOW:
            self._floods.popleft()
        others = [(at, until) for at, who, until in self._floods if who != dest]
        self._floods.append((now, dest, now + retry_after))
        just_now = [until for at, until in others if at >= now - SECOND]
        several = len({who for _, who, _ in self._floods}) >= FLOODED_CHATS
        if (just_now or several) and now > self._slowed_at + SECOND and not self.closed():
            self._slow_down(now)
        if just_now:
            # The shorter of the two waits: the longer one may be about its chat alone.
            until = min(max(just_now), now + retry_after)
            self._closed_until = max(self._closed_until, until)

    def _hold(self, dest: Destination, until: float) -> None:
        self._held[dest] = max(until, self._held.get(dest, until))

    def _count_in_group(self, dest: Destination, now: float) -> None:
        if not self._per_minute:
            return
        if len(self._in_group) > 1000:
            recent = {g: sent for g, sent in self._in_group.items() if sent[-1] > now - MINUTE}
            self._in_group = recent
        sent = self._in_group.setdefault(dest[1], deque(maxlen=self._per_minute))
        sent.append(now)
        if len(sent) == self._per_minute and sent[0] + MINUTE > now:
            self._hold(dest, sent[0] + MINUTE)

    def _slow_down(self, now: float) -> None:
        """Lower the rate to what Telegram accepted in the last second.

        If it accepted much less than our rate, the rate was not the reason, and it stays.
        """
        assert self.rate is not None
        assert self._full_rate is not None
        while self._accepted and self._accepted[0] <= now - SECOND:
            self._accepted.popleft()
        taken = len(self._accepted)
        if taken < self.rate / 2:
            return
        self.rate = max(self._full_rate / 10, min(self.rate * 0.99, taken * MARGIN))
        self._slowed_at = now

    def _recover(self, now: float) -> None:
        if self.rate != self._full_rate and now > self._slowed_at + RECOVERY_SECONDS:
            assert self.rate is not None
            assert self._full_rate is not None
            self.rate = min(self._full_rate, self.rate * 1.02)
            self._slowed_at = now
