"""Messages on their way out."""

from enum import StrEnum


class OutboxClass(StrEnum):
    """Why the bot speaks; the order is the order in which waiting messages go out.

    `moderation` is whatever a leader or the clinic has to do in a group, its week included.
    """

    EMERGENCY = "emergency"
    REPLY = "reply"
    ALERT = "alert"
    MODERATION = "moderation"
    REMINDER = "reminder"
    STORY = "story"

    @property
    def order(self) -> int:
        return list(OutboxClass).index(self)


class OutboxStatus(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class SendOutcome(StrEnum):
    """What became of one attempt to hand a message to Telegram."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    AMBIGUOUS = "ambiguous"
    FLOOD = "flood"
    MIGRATED = "migrated"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
