"""What the bot asks of its own accord beside pills, and whom somebody should look in on."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference

UNHEARD = text("answered_at IS NULL AND silent_at IS NULL")
WAITING = text("told_at IS NULL")


class CheckIn(Base):
    """The weekly question, fine or trouble, and what became of it."""

    __tablename__ = "checkin"
    __table_args__ = (
        Index("ix_checkin_unheard", "asked_at", sqlite_where=UNHEARD, postgresql_where=UNHEARD),
        Index("ix_checkin_patient_asked", "patient_id", "asked_at"),
    )

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id", index=False)
    asked_at: Mapped[datetime]
    answer: Mapped[Word | None]
    answered_at: Mapped[datetime | None]
    silent_at: Mapped[datetime | None]
    """When two days had passed without an answer. One that comes later still counts."""


class Greeting(Base):
    """Somebody who has been silent and whom a person should say hello to. It holds no reason."""

    __tablename__ = "greeting"
    __table_args__ = (
        Index("ix_greeting_waiting", "wanted_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id")
    wanted_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    told_leader: Mapped[bool] = mapped_column(default=False)
    """Whether a leader was asked; otherwise the clinic was."""
