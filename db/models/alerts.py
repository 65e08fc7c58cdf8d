"""Alerts with every event in their life, escalation steps, safety questions, voice messages."""

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
    """The person whose message raised it; None if a rule raised it."""
    kind: Mapped[Word]
    severity: Mapped[Word]
    status: Mapped[Word]
    evidence: Mapped[str] = mapped_column(Text)
    """What raised it, one line each time: the person's words, verbatim, or what a rule found."""
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
    """The colleague who was asked to take it over; until they accept, the holder keeps it."""
    raised_at: Mapped[datetime]
    acked_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[int | None] = reference("staff.id", nullable=True)
    outcome: Mapped[Word | None]
    version: Mapped[int]
    previous_id: Mapped[int | None] = mapped_column(BigInteger)
    """The previous alert of the same person and kind."""
    erase_when_closed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The person asked for erasure while it was open: its words are erased when it is closed."""

    @property
    def code(self) -> str:
        """The name that staff use aloud; it also shows that two pages are about the same alert."""
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
    """When it really happened, if somebody recorded it later; else None."""
    type: Mapped[Word]
    staff_id: Mapped[int | None] = reference("staff.id", nullable=True, index=False)
    via: Mapped[Word]
    """`member`, `clock`, `staff`, `command` or `rule`."""
    from_status: Mapped[Word | None]
    to_status: Mapped[Word]
    episode: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)


class EscalationStep(Base):
    """One step of a clinic's escalation policy: who is paged, and how long they have to answer."""

    __tablename__ = "escalation_step"

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id")
    severity: Mapped[Word]
    step: Mapped[int]
    role: Mapped[Word]
    """A StaffRole, or `leader` for the leaders of the patient's group."""
    wait_minutes: Mapped[int]


class SafetyQuestion(Base):
    """A private question that settles whether words meant danger.

    If it stays unanswered it becomes an alert: silence is not a no.
    """

    __tablename__ = "safety_question"
    __table_args__ = (
        Index(
            "uq_safety_question_open",
            "account_id",
            "kind",
            unique=True,
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index("ix_safety_question_next_at", "next_at"),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id", index=False)
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    group_id: Mapped[int | None] = reference("peer_group.id", nullable=True, index=False)
    patient_id: Mapped[int | None] = reference("patient.id", nullable=True, index=False)
    kind: Mapped[Word]
    """The kind of alert that silence or a yes would raise."""
    evidence: Mapped[str] = mapped_column(Text)
    signs: Mapped[str] = mapped_column(String(200), default="")
    said_in_group: Mapped[bool] = mapped_column(default=False)
    times_asked: Mapped[int]
    asked_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    """When to ask again or to alert the clinic; None once it is settled."""
    answer: Mapped[Word | None]


class VoiceMessage(Base):
    """A voice message of a person, stored at Telegram, for the clinic to listen to."""

    __tablename__ = "voice_message"

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id")
    question_id: Mapped[int | None] = reference("safety_question.id", nullable=True)
    """The question to the speaker whether it is urgent."""
    alert_id: Mapped[int | None] = reference("alert.id", nullable=True)
    """The alert from whose card it can be played; None if it raised no alert."""
    medium: Mapped[Word]
    """`voice`, `video_note` or `audio`: Telegram has a method for each."""
    file_id: Mapped[str] = mapped_column(Text)
    seconds: Mapped[int]
    sent_at: Mapped[datetime]


class AlertCommand(Base):
    """The one table that the clinic's own programs write into."""

    __tablename__ = "alert_command"
    __table_args__ = (Index("ix_alert_command_status", "status"),)

    id: Mapped[Id]
    alert_id: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[Word]
    actor: Mapped[str] = mapped_column(String(80))
    """Name of a member of the clinic's staff, as registered."""
    note: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[Word | None]
    expected_version: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("CURRENT_TIMESTAMP"))
    status: Mapped[Word] = mapped_column(server_default="new")
    answer: Mapped[str | None] = mapped_column(String(200))
    answered_at: Mapped[datetime | None]
