"""The transactional outbox: a message is a row, written in the transaction that it reports.

Every message to Telegram goes this way; the relay in bot.delivery sends the rows after the commit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.texts.sentences import Message
from db.enums import OutboxClass, OutboxStatus
from db.models import Group, Outbox
from db.session import UnitOfWork

MAX_AGE = {
    OutboxClass.EMERGENCY: timedelta(days=7),
    OutboxClass.REPLY: timedelta(hours=24),
    OutboxClass.ALERT: timedelta(days=7),
    OutboxClass.MODERATION: timedelta(hours=47),
    OutboxClass.REMINDER: timedelta(hours=2),
    OutboxClass.STORY: timedelta(hours=12),
}
"""An older message is dropped, because it is no longer useful.

For moderation the limit is Telegram's: a bot may delete a message only within 48 hours.
"""


class Addressed(Protocol):
    """A row of the outbox, as far as it says to whom it goes."""

    @property
    def dest_kind(self) -> str: ...
    @property
    def dest_id(self) -> int: ...
    @property
    def for_clinic(self) -> int | None: ...
    @property
    def for_group(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class To:
    """The recipient: an account or a group. Never a chat id, since that may change.

    What somebody may read because of their work is addressed to them as `staff`, `leader` or
    `manager`: it is sent, or edited later, only while they still are that.
    """

    kind: str
    id: int
    for_clinic: int | None = None
    for_group: int | None = None

    @staticmethod
    def account(account_id: int) -> "To":
        return To("account", account_id)

    @staticmethod
    def staff(account_id: int, clinic_id: int) -> "To":
        return To("account", account_id, for_clinic=clinic_id)

    @staticmethod
    def leader(account_id: int, group_id: int) -> "To":
        return To("account", account_id, for_group=group_id)

    @staticmethod
    def manager(account_id: int, group: Group) -> "To":
        """A leader of the group, or staff of its clinic."""
        return To("account", account_id, for_clinic=group.clinic_id, for_group=group.id)

    @staticmethod
    def again(message: "Addressed") -> "To":
        """Whoever got this message."""
        return To(message.dest_kind, message.dest_id, message.for_clinic, message.for_group)

    @staticmethod
    def group(group_id: int) -> "To":
        return To("group", group_id)


def enqueue(
    session: UnitOfWork,
    klass: OutboxClass,
    to: To,
    message: Message,
    extra: Mapping[str, Any] | None = None,
    *,
    now: datetime,
    method: str = "send",
    dedup_key: str | None = None,
    not_before: datetime | None = None,
    max_age: timedelta | None = None,
    target_message_id: int | None = None,
    target_outbox_id: int | None = None,
    alert_id: int | None = None,
    episode: int | None = None,
    carried_by: str | None = None,
    story_id: int | None = None,
    story_layer: str | None = None,
    patient_id: int | None = None,
) -> None:
    """Write the row at the end of this transaction.

    `extra`: what delivery needs beside the words, such as the topic of a group, or the person whom
    an action is about. `max_age`: if this message must expire sooner than others of its class.

    A `dedup_key` must be new: a second row with the same key fails the whole transaction. Callers
    that may race first take a slot, or lock the row that they report.
    """
    start = not_before or now
    session.queue(
        Outbox,
        {
            "dedup_key": dedup_key,
            "klass": klass.value,
            "priority": klass.order,
            "method": method,
            "dest_kind": to.kind,
            "dest_id": to.id,
            "for_clinic": to.for_clinic,
            "for_group": to.for_group,
            "template": message.template,
            "params": {**message.params, **(extra or {})},
            "target_message_id": target_message_id,
            "target_outbox_id": target_outbox_id,
            "alert_id": alert_id,
            "episode": episode,
            "carried_by": carried_by,
            "story_id": story_id,
            "story_layer": story_layer,
            "patient_id": patient_id,
            "status": OutboxStatus.PENDING.value,
            "not_before": start,
            "expires_at": start + (max_age or MAX_AGE[klass]),
            "tries": 0,
            "created_at": now,
        },
    )
