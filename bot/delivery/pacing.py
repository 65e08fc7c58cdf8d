"""When the next message may leave: Telegram's limits, kept by us so that it never refuses.

No task sleeps here and nothing is read from the real clock: seconds come from an injected one.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from db.queries.outbox import Destination

LATE = 0.005
"""A message this much late, as timers are, does not move those after it: or 29.8/s were 29."""
EARLY = 0.0001
"""Not worth a sleep: a coarser clock than ours might not even notice it."""
MINUTE, SECOND = 60.0, 1.0
MARGIN = 29.8 / 30
"""How close to a limit the gate goes: nearer, the jitter of timers costs more than it gains."""
SEVERAL, WHILE = 3, 10.0
RECOVERY_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate`: messages a second over all chats. None: no limit of any kind, for benches."""

    rate: float | None = 29.8
    group_per_minute: int | None = 20
    chat_per_second: float | None = 1.0


class Pacer:
    def __init__(self, pace: Pace, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._top = self.rate = pace.rate
        self._per_minute = pace.group_per_minute if pace.rate else None
        self._per_second = pace.chat_per_second if pace.rate else None
        self._next = -math.inf
        self._closed_until = -math.inf
        self._slowed_at = -math.inf
        self._held: dict[Destination, float] = {}
        self._in_group: dict[int, deque[float]] = {}
        self._accepted: deque[float] = deque()
        self._floods: deque[tuple[float, Destination, float]] = deque()

    def wait(self) -> float:
        """Seconds until the gate lets one message out; 0: now."""
        now = self._seconds()
        opens = max(self._next if self.rate else now, self._closed_until)
        return opens - now if opens - now > EARLY else 0.0

    def closed(self) -> bool:
        """Telegram told us to be silent towards everybody for a while."""
        return self._closed_until > self._seconds()

    @property
    def pause_in_chat(self) -> float:
        """Seconds between two messages to one chat."""
        return 1 / self._per_second if self._per_second else 0.0

    def leave(self) -> None:
        """A message leaves now."""
        if self.rate:
            now = self._seconds()
            self._recover(now)
            self._next = max(self._next, now - LATE) + 1 / self.rate

    def held(self) -> list[Destination]:
        """Chats that may not get anything just now."""
        now = self._seconds()
        over = [dest for dest, until in self._held.items() if until <= now]
        for dest in over:
            del self._held[dest]
        return list(self._held)

    def soonest(self) -> float | None:
        """Seconds until a chat that is held now is free again; None: none is held."""
        if not self._held:
            return None
        return max(0.0, min(self._held.values()) - self._seconds())

    def done(self, dest: Destination) -> None:
        """Telegram answered. Limits count from here: it cannot have seen the message later."""
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

    def flood(self, dest: Destination, retry_after: float) -> None:
        """Telegram refused: that chat is held. Two chats within a second: it means everybody."""
        if not self.rate:
            return
        now = self._seconds()
        self._hold(dest, now + retry_after)
        while self._floods and self._floods[0][0] < now - WHILE:
            self._floods.popleft()
        others = [(at, until) for at, who, until in self._floods if who != dest]
        self._floods.append((now, dest, now + retry_after))
        just_now = [until for at, until in others if at >= now - SECOND]
        several = len({who for _, who, _ in self._floods}) >= SEVERAL
        if (just_now or several) and now > self._slowed_at + SECOND and not self.closed():
            self._slow_down(now)
        if just_now:
            # Of the two waits the shorter: the longer may be about its chat alone.
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
        """To what Telegram took in the last second, if it was the gate's pace that it refused."""
        assert self.rate is not None
        assert self._top is not None
        while self._accepted and self._accepted[0] <= now - SECOND:
            self._accepted.popleft()
        taken = len(self._accepted)
        if taken < self.rate / 2:
            return
        self.rate = max(self._top / 10, min(self.rate * 0.99, taken * MARGIN))
        self._slowed_at = now

    def _recover(self, now: float) -> None:
        if self.rate != self._top and now > self._slowed_at + RECOVERY_SECONDS:
            assert self.rate is not None
            assert self._top is not None
            self.rate = min(self._top, self.rate * 1.02)
            self._slowed_at = now
