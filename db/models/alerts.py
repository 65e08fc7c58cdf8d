"""Alerts: a row before a message, with everything that ever happened to it."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, Word, reference

OPEN = text("status <> 'resolved'")


class Alert(Base):
    __tablename__ = "alert"
    __table_args__ = (
        Index("uq_alert_open", "dedup_key", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_alert_next_action_at", "next_action_at"),
        CheckConstraint("(status = 'resolved') = (next_action_at IS NULL)", name="open_has_next"),
        CheckConstraint("(status = 'acked') = (acked_by IS NOT NULL)", name="acked_has_holder"),
        CheckConstraint(
            "status IN ('triggered', 'acked', 'snoozed', 'resolved')", name="known_status"
        ),
    )

    id: Mapped[Id]
    dedup_key: Mapped[str] = mapped_column(String(80))
    clinic_id: Mapped[int] = reference("clinic.id")
    group_id: Mapped[int | None] = reference("peer_group.id", nullable=True)
    patient_id: Mapped[int | None] = reference("patient.id", nullable=True)
    account_id: Mapped[int | None] = reference("account.id", nullable=True)
    """Whose message raised it; None when a rule did."""
    kind: Mapped[Word]
    severity: Mapped[Word]
    status: Mapped[Word]
    evidence: Mapped[str] = mapped_column(Text)
    """Verbatim: what was said, one line for each time."""
    signs: Mapped[str] = mapped_column(String(200), default="")
    said_in_group: Mapped[bool] = mapped_column(default=False)
    occurrences: Mapped[int]
    episode: Mapped[int]
    step: Mapped[int]
    loop: Mapped[int]
    nags: Mapped[int]
    next_action_at: Mapped[datetime | None]
    acked_by: Mapped[int | None] = reference("staff.id", nullable=True)
    offered_to: Mapped[int | None] = mapped_column(BigId)
    """Whom the holder asked to take it over; until they say yes it stays with the holder."""
    raised_at: Mapped[datetime]
    acked_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[int | None] = reference("staff.id", nullable=True)
    outcome: Mapped[Word | None]
    version: Mapped[int]
    previous_id: Mapped[int | None] = mapped_column(BigInteger)
    """The last alert of the same person and kind."""
    forget_when_closed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The person had their words erased while it was open: these go when a human closes it."""

    @property
    def code(self) -> str:
        """How staff name it aloud; also what makes a page that came twice recognisable."""
        return f"G{self.id}"


class AlertEvent(Base):
    __tablename__ = "alert_event"
    __table_args__ = (UniqueConstraint("alert_id", "sequence"),)

    id: Mapped[Id]
    alert_id: Mapped[int] = reference("alert.id", index=False)
    sequence: Mapped[int]
    at: Mapped[datetime]
    """When it was recorded."""
    happened_at: Mapped[datetime | None]
    """When it was done, where somebody recorded it later; None: then and there."""
    type: Mapped[Word]
    staff_id: Mapped[int | None] = reference("staff.id", nullable=True, index=False)
    via: Mapped[Word]
    """`member`, `clock`, `staff`, `command` or `rule`."""
    from_status: Mapped[Word | None]
    to_status: Mapped[Word]
    episode: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)


class Question(Base):
    """Asked of a person in doubt. Unanswered, it becomes an alert: silence is not a no."""

    __tablename__ = "question"
    __table_args__ = (
        Index(
            "uq_question_open",
            "account_id",
            "kind",
            unique=True,
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index("ix_question_next_at", "next_at"),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id", index=False)
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    group_id: Mapped[int | None] = reference("peer_group.id", nullable=True, index=False)
    patient_id: Mapped[int | None] = reference("patient.id", nullable=True, index=False)
    kind: Mapped[Word]
    """Of the alert that silence or a yes would raise."""
    evidence: Mapped[str] = mapped_column(Text)
    signs: Mapped[str] = mapped_column(String(200), default="")
    said_in_group: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[int]
    asked_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    """When to ask again or to tell the clinic; None: settled."""
    answer: Mapped[Word | None]


class AlertCommand(Base):
    """The one table that the clinic's own programs write into."""

    __tablename__ = "alert_command"
    __table_args__ = (Index("ix_alert_command_status", "status"),)

    id: Mapped[Id]
    alert_id: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[Word]
    actor: Mapped[str] = mapped_column(String(80))
    """Name of a person on the clinic's staff, as Gothiya knows it."""
    note: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[Word | None]
    expected_version: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("CURRENT_TIMESTAMP"))
    status: Mapped[Word] = mapped_column(server_default="new")
    answer: Mapped[str | None] = mapped_column(String(200))
    answered_at: Mapped[datetime | None]
