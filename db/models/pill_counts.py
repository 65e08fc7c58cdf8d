"""Counts that somebody else gives, from a voice or a photo of the strips."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference


class CountHelp(Base):
    """A voice or a photo sent where a number was asked for. It stays open until a human ends it."""

    __tablename__ = "count_help"

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id", index=False)
    treatment_id: Mapped[int] = reference("treatment.id")
    account_id: Mapped[int] = reference("account.id", index=False)
    """Who sent it."""
    media: Mapped[Word]
    """`voice` or `photo`."""
    file_id: Mapped[str] = mapped_column(String(200))
    """Telegram's; empty: the person has stopped, nobody is shown it any more."""
    asked_at: Mapped[datetime]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the clinic is alerted that nobody has looked at it; None: it was, or it is over."""
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[Word | None]
    """One of CountHelpEnd; None: it is open."""
    ended_by: Mapped[int | None] = reference("account.id", index=False, nullable=True)
