"""What the parts of delivery hand to each other: a claimed row, and the result of sending it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.delivery.outcomes import Outcome
from db.enums import Digits, Language, OutboxClass
from db.queries.outbox import Destination


@dataclass(slots=True)
class Envelope:
    """A claimed outbox row: this process may send it until its lease ends."""

    id: int
    token: str
    klass: OutboxClass
    priority: int
    method: str
    dest: Destination
    chat_id: int
    language: Language
    template: str
    params: dict[str, Any]
    message_id: int | None
    """The message to edit, to delete, or to reply to."""
    alert_id: int | None
    tries: int
    """How often it was tried, including this time."""
    last_code: str | None
    lease_until: datetime
    was_unreachable: bool = False
    """Earlier messages could not be delivered to this person."""
    digits: Digits = Digits.LATIN
    voice: bool = False
    """Whether this person also wants to hear the message."""
    recording: str | None = None
    """The Telegram file of a recording that says the same. None if there is no recording."""

    @property
    def repeatable(self) -> bool:
        """Whether it is idempotent: doing it twice is the same as doing it once."""
        return self.method != "send"


@dataclass(slots=True)
class Result:
    """The result of one attempt. `outcome` is None if it was returned without an attempt."""

    envelope: Envelope
    outcome: Outcome | None
    started_at: datetime
    ended_at: datetime
    chat_id: int | None = None
    message_id: int | None = None
