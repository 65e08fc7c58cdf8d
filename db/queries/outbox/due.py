"""A message that is due, with all that decides whether and where it is sent."""

from dataclasses import dataclass
from typing import Any

Destination = tuple[str, int]


@dataclass(slots=True)
class Due:
    """A due row with all that decides whether and where it is sent. Fields as in DETAILS."""

    id: int
    klass: str
    priority: int
    method: str
    dest_kind: str
    dest_id: int
    template: str
    params: dict[str, Any] | None
    target_message_id: int | None
    target_outbox_id: int | None
    alert_id: int | None
    tries: int
    last_code: str | None
    expired: bool
    chat_id: int | None
    language: str | None
    unreachable: bool
    group_state: str | None
    still_open: bool
    consented: bool
    story_allowed: bool
    """Whether the teller still consents and the story is approved. True if it tells no story."""
    reads: bool
    """Whether the person still is staff or leader, where it is theirs to read only as that."""
    target_status: str | None
    target_tries: int | None
    target_chat_id: int | None
    target_sent_id: int | None
    moved: bool
    """The group got a new chat after this row was written, so older message ids are invalid."""
    digits: str | None
    voice: bool | None

    @property
    def dest(self) -> Destination:
        return self.dest_kind, self.dest_id
