"""Messages to send: why, in which state, with what result."""

from enum import StrEnum


class OutboxClass(StrEnum):
    """Why the bot sends a message. Waiting messages are sent in the order of this list.

    `moderation` is everything that a leader or the clinic has to do in a group, starters included.
    """

    EMERGENCY = "emergency"
    REPLY = "reply"
    ALERT = "alert"
    MODERATION = "moderation"
    REMINDER = "reminder"
    STORY = "story"

    @property
    def order(self) -> int:
        """Less is sent earlier. Between the classes is room for messages that waited long."""
        return list(OutboxClass).index(self) * 10


class OutboxStatus(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class SendOutcome(StrEnum):
    """The result of one attempt to send a message to Telegram."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    AMBIGUOUS = "ambiguous"
    FLOOD = "flood"
    MIGRATED = "migrated"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
