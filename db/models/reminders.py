"""Weekly check-ins, and requests that somebody greets a patient who has stopped answering."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference

UNANSWERED = text("answered_at IS NULL AND unanswered_at IS NULL")
UNSENT = text("asked_at IS NULL")


class CheckIn(Base):
    """One weekly question, fine or trouble, with its answer."""

    __tablename__ = "checkin"
    __table_args__ = (
        Index(
            "ix_checkin_unanswered",
            "asked_at",
            sqlite_where=UNANSWERED,
            postgresql_where=UNANSWERED,
        ),
        Index("ix_checkin_patient_asked", "patient_id", "asked_at"),
    )

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id", index=False)
    asked_at: Mapped[datetime]
    answer: Mapped[Word | None]
    answered_at: Mapped[datetime | None]
    unanswered_at: Mapped[datetime | None]
    """When two days had passed without an answer. A later answer still counts."""


class Greeting(Base):
    """A request that a leader or the clinic greets a patient. It holds no reason."""

    __tablename__ = "greeting"
    __table_args__ = (
        Index("ix_greeting_waiting", "requested_at", sqlite_where=UNSENT, postgresql_where=UNSENT),
    )

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id")
    requested_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    asked_leader: Mapped[bool] = mapped_column(default=False)
    """Whether a leader was asked, not the clinic."""
