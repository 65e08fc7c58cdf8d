"""Tables of the infrastructure: updates, the outbox, slots, leases, heartbeats, the audit log."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, UtcDateTime, Word, reference

SENDING = text("status = 'sending'")
PENDING = text("status = 'pending'")
STARTED = text("klass IN ('reminder', 'story')")
"""Classes of messages with which the bot speaks first; they count against a budget."""
TALK = text("alert_id IS NOT NULL AND sent_message_id IS NOT NULL")
CARRIED = text("carried_by IS NOT NULL")


class UpdateSeen(Base):
    __tablename__ = "update_seen"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DeadLetter(Base):
    """An update that nobody could process. It keeps no message text."""

    __tablename__ = "dead_letter"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    telegram_user_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str] = mapped_column(String(200))
    failed_at: Mapped[datetime]


class Outbox(Base):
    """A message to send. Its words are rendered when it is sent, in the recipient's language."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "uq_outbox_in_flight",
            "dest_kind",
            "dest_id",
            unique=True,
            sqlite_where=SENDING,
            postgresql_where=SENDING,
        ),
        Index(
            "ix_outbox_waiting",
            "priority",
            "id",
            sqlite_where=PENDING,
            postgresql_where=PENDING,
        ),
        Index("ix_outbox_lease", "lease_until", sqlite_where=SENDING, postgresql_where=SENDING),
        Index(
            "ix_outbox_started",
            "dest_kind",
            "dest_id",
            sqlite_where=STARTED,
            postgresql_where=STARTED,
        ),
        Index("ix_outbox_alert_id", "alert_id"),
        Index("ix_outbox_done_at", "done_at"),
        Index("ix_outbox_story_id", "story_id"),
        Index("ix_outbox_message", "sent_message_id", sqlite_where=TALK, postgresql_where=TALK),
        Index("ix_outbox_carried_by", "carried_by", sqlite_where=CARRIED, postgresql_where=CARRIED),
    )

    id: Mapped[Id]
    dedup_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    """Unique, so that the message cannot be written twice. None if that is allowed."""
    klass: Mapped[Word]
    priority: Mapped[int]
    method: Mapped[Word]
    """On a message: `send`, `edit`, `delete`, `pin`, `react`. On a person: `mute`, `unmute`,
    `admit`, `turn_away`, `remove`, `let_in`."""
    dest_kind: Mapped[Word]
    """`account` or `group`."""
    dest_id: Mapped[int] = mapped_column(BigInteger)
    for_clinic: Mapped[int | None] = mapped_column(BigInteger)
    for_group: Mapped[int | None] = mapped_column(BigInteger)
    """Sent only while the account is on the staff of this clinic or leads this group. None in both
    if it is for the person whoever they are."""
    template: Mapped[str] = mapped_column(String(60))
    params: Mapped[dict[str, Any] | None]
    """What the template needs; erased when the row is settled."""
    target_message_id: Mapped[int | None] = mapped_column(BigInteger)
    """The Telegram message to edit, to delete or to reply to."""
    target_outbox_id: Mapped[int | None] = mapped_column(BigInteger)
    """Instead of a message id: the row of that message, if it may not have been sent yet."""
    alert_id: Mapped[int | None] = mapped_column(BigInteger)
    episode: Mapped[int | None]
    """Sent only while nobody has taken the alert in this episode. None if always."""
    carried_by: Mapped[str | None] = mapped_column(String(120))
    """The `dedup_key` of the list message that carries this page in a storm of alerts.

    Such a page is not sent itself; it ends as the list ends. None if it is sent by itself.
    """
    story_id: Mapped[int | None] = mapped_column(BigInteger)
    story_layer: Mapped[Word | None]
    """Sent only while the teller consents to this layer. None if it does not tell a story."""
    patient_id: Mapped[int | None] = mapped_column(BigInteger)
    """Sent only while this patient consents. None if there is no such condition."""
    status: Mapped[Word]
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int]
    claim_token: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None]
    sent_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    sent_message_id: Mapped[int | None] = mapped_column(BigInteger)
    last_code: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Attempt(Base):
    """One attempt to send a message to Telegram: the delivery log."""

    __tablename__ = "attempt"

    id: Mapped[Id]
    outbox_id: Mapped[int] = reference("outbox.id")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[Word]
    code: Mapped[str | None] = mapped_column(String(120))


class Slot(Base):
    """Something due that was done: only the process that inserts the row does it."""

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("job", "scope", "due_at"),)

    id: Mapped[Id]
    job: Mapped[Word]
    scope: Mapped[str] = mapped_column(String(80))
    due_at: Mapped[datetime]
    done_at: Mapped[datetime]


class Heartbeat(Base):
    __tablename__ = "heartbeat"

    part: Mapped[str] = mapped_column(String(40), primary_key=True)
    instance: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]


class Lease(Base):
    """Work that only one process may do at a time, and the process that holds it."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime]


class Audit(Base):
    """Who did what to which record. Codes only, never what was said."""

    __tablename__ = "audit"

    id: Mapped[Id]
    at: Mapped[datetime]
    actor_kind: Mapped[Word]
    """`account`, `staff`, `system` or `operator`."""
    actor_id: Mapped[int | None] = mapped_column(BigId)
    action: Mapped[Word]
    subject_kind: Mapped[Word]
    subject_id: Mapped[int | None] = mapped_column(BigId)
    detail: Mapped[str | None] = mapped_column(String(200))
