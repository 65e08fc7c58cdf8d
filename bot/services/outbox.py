"""The one door out: a message is a row in the transaction of what it reports."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db.enums import OutboxClass, OutboxStatus
from db.models import Outbox
from db.session import Unit

KEEPS_FOR = {
    OutboxClass.EMERGENCY: timedelta(days=7),
    OutboxClass.REPLY: timedelta(hours=24),
    OutboxClass.ALERT: timedelta(days=7),
    OutboxClass.MODERATION: timedelta(hours=47),
    OutboxClass.REMINDER: timedelta(hours=2),
    OutboxClass.STORY: timedelta(hours=12),
}
"""Past this age a message is dropped rather than sent stale. Telegram deletes only within 48 h."""


@dataclass(frozen=True, slots=True)
class To:
    """Where a message goes: an account or a group, never a chat id, which may change."""

    kind: str
    id: int

    @staticmethod
    def account(account_id: int) -> "To":
        return To("account", account_id)

    @staticmethod
    def group(group_id: int) -> "To":
        return To("group", group_id)


def enqueue(
    session: Unit,
    klass: OutboxClass,
    to: To,
    template: str,
    params: dict[str, Any] | None = None,
    *,
    now: datetime,
    method: str = "send",
    dedup_key: str | None = None,
    not_before: datetime | None = None,
    keeps: timedelta | None = None,
    target_message_id: int | None = None,
    target_outbox_id: int | None = None,
    alert_id: int | None = None,
    episode: int | None = None,
    carried_by: str | None = None,
    story_id: int | None = None,
    story_layer: str | None = None,
    patient_id: int | None = None,
) -> None:
    """Write the row at the end of this transaction; delivery sends it after the commit.

    `keeps`: it grows stale sooner than others of its class.

    A `dedup_key` must be new: two rows with one key fail the whole transaction, so callers that
    may race take a slot or lock the row they report first.
    """
    start = not_before or now
    session.defer(
        Outbox.__table__,  # type: ignore[arg-type]
        {
            "dedup_key": dedup_key,
            "klass": klass.value,
            "priority": klass.order,
            "method": method,
            "dest_kind": to.kind,
            "dest_id": to.id,
            "template": template,
            "params": params or {},
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
            "expires_at": start + (keeps or KEEPS_FOR[klass]),
            "tries": 0,
            "created_at": now,
        },
    )
