"""Somebody writes very much very fast. Kept in memory alone: nothing about a person is stored."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=60)
MANY = 8
PEOPLE = 2000
"""So many are followed; who was quiet longest is forgotten first."""


class Flood:
    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, int], deque[tuple[int, datetime]]] = OrderedDict()

    def rises(self, chat_id: int, person_id: int, message_id: int, at: datetime) -> bool:
        """Whether this is the message with which it becomes too much: said once a minute."""
        key = (chat_id, person_id)
        seen = self._seen.setdefault(key, deque(maxlen=MANY))
        self._seen.move_to_end(key)
        if len(self._seen) > PEOPLE:
            self._seen.popitem(last=False)
        if seen and message_id <= seen[-1][0]:
            seen.clear()  # told twice, or the chat began anew
        seen.append((message_id, at))
        if len(seen) < MANY or at - seen[0][1] > WINDOW:
            return False
        seen.clear()
        return True
