"""Somebody writes too many messages too fast.

Each process remembers in memory when each person last wrote, so most messages cost no statement.
Only a second message within a minute is counted in the database, which all processes share.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from hashlib import blake2b

FLOOD_WINDOW = timedelta(seconds=60)
FLOOD_LIMIT = 8
MAX_PEOPLE = 2000
"""How many writers are remembered; the one who was quiet longest is dropped first."""


class FloodWatch:
    def __init__(self) -> None:
        self._last: OrderedDict[tuple[int, int], tuple[int, datetime, bool]] = OrderedDict()

    def messages_to_count(self, chat_id: int, person_id: int, message_id: int, at: datetime) -> int:
        """How many messages to count in the database now: with the second one also the first."""
        key = (chat_id, person_id)
        before = self._last.pop(key, None)
        if before is not None and message_id == before[0]:
            self._last[key] = before
            return 0  # Telegram repeated the update
        quick = before is not None and timedelta(0) <= at - before[1] < FLOOD_WINDOW
        self._last[key] = (message_id, at, quick)
        if len(self._last) > MAX_PEOPLE:
            self._last.popitem(last=False)
        if before is None or not quick:
            return 0
        return 1 if before[2] else 2


def person_key(person_id: int, salt: str) -> int:
    """The same for one person in one group; it does not reveal who it is."""
    digest = blake2b(str(person_id).encode(), key=salt.encode()[:64], digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
