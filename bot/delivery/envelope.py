"""What passes between the parts of delivery."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.delivery.outcomes import Outcome
from db.enums import Digits, Language, OutboxClass
from db.queries.outbox import Destination


@dataclass(slots=True)
class Parcel:
    """An outbox row that is ours to send until its lease ends."""

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
    """This one included."""
    last_code: str | None
    lease_until: datetime
    was_unreachable: bool = False
    """Earlier messages could not reach this person."""
    digits: Digits = Digits.LATIN
    voice: bool = False
    """This person wants to hear what is written."""
    recording: str | None = None
    """A voice that says it; None: there is none."""

    @property
    def repeatable(self) -> bool:
        """Doing it twice is the same as doing it once."""
        return self.method != "send"


@dataclass(slots=True)
class Result:
    """What became of one try. `outcome` None: it was handed back without a try."""

    parcel: Parcel
    outcome: Outcome | None
    started_at: datetime
    ended_at: datetime
    chat_id: int | None = None
    message_id: int | None = None
