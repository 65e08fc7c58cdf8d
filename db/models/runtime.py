"""What keeps the promises: updates seen, messages to send, slots, leases, heartbeats, audit."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, UtcDateTime, Word, reference

SENDING = text("status = 'sending'")
PENDING = text("status = 'pending'")
STARTED = text("klass IN ('reminder', 'story')")
"""What the bot started of itself: it is on a budget."""
TALK = text("alert_id IS NOT NULL AND sent_message_id IS NOT NULL")
CARRIED = text("carried_by IS NOT NULL")


class UpdateSeen(Base):
    __tablename__ = "update_seen"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class UpdateDead(Base):
    """An update that failed three times. It keeps no message text."""

    __tablename__ = "update_dead"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    telegram_user_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str] = mapped_column(String(200))
    died_at: Mapped[datetime]


class Outbox(Base):
    """A message that is to go out. Its words are made at delivery, in the reader's language."""

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
        Index("ix_outbox_story_id", "story_id"),
        Index("ix_outbox_message", "sent_message_id", sqlite_where=TALK, postgresql_where=TALK),
        Index("ix_outbox_carried_by", "carried_by", sqlite_where=CARRIED, postgresql_where=CARRIED),
    )

    id: Mapped[Id]
    dedup_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    """Makes a message that must exist once impossible to write twice; None: no such promise."""
    klass: Mapped[Word]
    priority: Mapped[int]
    method: Mapped[Word]
    """`send`, `edit`, `delete`, `pin`, `react`; a person: `mute`, `unmute`, `admit`, `turn_away`,
    `remove`, `let_in`."""
    dest_kind: Mapped[Word]
    """`account` or `group`."""
    dest_id: Mapped[int] = mapped_column(BigInteger)
    template: Mapped[str] = mapped_column(String(60))
    params: Mapped[dict[str, Any] | None]
    """What the sentence needs; erased once the row is settled."""
    target_message_id: Mapped[int | None] = mapped_column(BigInteger)
    """The Telegram message to edit, to delete, or to reply to."""
    target_outbox_id: Mapped[int | None] = mapped_column(BigInteger)
    """Or the row whose message is meant, when it may not have been sent yet."""
    alert_id: Mapped[int | None] = mapped_column(BigInteger)
    episode: Mapped[int | None]
    """Sent only while the alert waits for somebody in this episode; None: whatever its state."""
    carried_by: Mapped[str | None] = mapped_column(String(120))
    """The key of the list that carries this page in a storm of alerts; None: it goes by itself."""
    story_id: Mapped[int | None] = mapped_column(BigInteger)
    story_layer: Mapped[Word | None]
    """Sent only while the teller's yes to this layer of the story holds; None: not a telling."""
    patient_id: Mapped[int | None] = mapped_column(BigInteger)
    """Sent only while this patient consents; None: no such condition."""
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
    """One try to hand a message to Telegram: the delivery log."""

    __tablename__ = "attempt"

    id: Mapped[Id]
    outbox_id: Mapped[int] = reference("outbox.id")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[Word]
    code: Mapped[str | None] = mapped_column(String(120))


class Slot(Base):
    """A due thing that was done: whoever inserts the row does it, in however many processes."""

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
    """What only one process may do at a time."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime]


class Audit(Base):
    """Who did what to whom. Codes only, never what was said."""

    __tablename__ = "audit"

    id: Mapped[Id]
    at: Mapped[datetime]
    actor_kind: Mapped[Word]
    """`account`, `staff`, `system` or `operator`."""
    actor_id: Mapped[int | None] = mapped_column(BigId)
    deed: Mapped[Word]
    subject_kind: Mapped[Word]
    subject_id: Mapped[int | None] = mapped_column(BigId)
    detail: Mapped[str | None] = mapped_column(String(200))
