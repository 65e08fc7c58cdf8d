"""Pill counts, and requests to count from a voice or photo for somebody (assisted counts)."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference


class PillCount(Base):
    """What somebody counted. A correction is a new row; the old one stays, marked as replaced."""

    __tablename__ = "pill_count"
    __table_args__ = (Index("ix_pill_count_latest", "treatment_id", "counted_at"),)

    id: Mapped[Id]
    treatment_id: Mapped[int] = reference("treatment.id", index=False)
    account_id: Mapped[int | None] = reference("account.id", nullable=True)
    counted_at: Mapped[datetime]
    counted_on: Mapped[date]
    """The day of `counted_at` in Asia/Kolkata."""
    remaining: Mapped[Fraction]
    source: Mapped[Word]
    lost: Mapped[Fraction] = mapped_column(default=Fraction(0))
    """Units dropped, given or thrown away since the count before, according to the person."""
    hard: Mapped[Word | None]
    """The reason that the person chose (HardReason); None if not asked or not said."""
    doubtful: Mapped[bool] = mapped_column(default=False)
    """More than there could be: shown to staff, but left out of the arithmetic."""
    replaced_at: Mapped[datetime | None]
    """When a correction or a later count of the same day replaced this one; None if none has."""


class AssistedCount(Base):
    """A voice or photo sent in place of a number. The request is open until a human ends it."""

    __tablename__ = "assisted_count"

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id", index=False)
    treatment_id: Mapped[int] = reference("treatment.id")
    account_id: Mapped[int] = reference("account.id", index=False)
    """Who sent it."""
    media: Mapped[Word]
    """`voice` or `photo`."""
    file_id: Mapped[str] = mapped_column(String(200))
    """Telegram's file id; empty once the person has stopped, so that nobody can see it."""
    asked_at: Mapped[datetime]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the clinic is alerted that nobody has opened it; None if it was, or if it ended."""
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[Word | None]
    """An AssistedOutcome; None while it is open."""
    ended_by: Mapped[int | None] = reference("account.id", index=False, nullable=True)
