"""Accounts (who holds a phone) and patients (whose pills they are): never the same thing."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, Word, reference


class Account(Base):
    """A Telegram user. Before consent it holds what is needed to ask, and nothing else."""

    __tablename__ = "account"

    id: Mapped[Id]
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    language: Mapped[Word | None]
    """None until the person chose."""
    patient_id: Mapped[int | None] = reference("patient.id", nullable=True)
    """Whose pills this phone speaks of now; a phone may hold several patients."""
    unreachable_since: Mapped[datetime | None]
    unreachable_reason: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime]


class Patient(Base):
    __tablename__ = "patient"
    __table_args__ = (
        Index(
            "uq_patient_clinic_number",
            "clinic_id",
            "clinic_number",
            unique=True,
            sqlite_where=text("clinic_number IS NOT NULL"),
            postgresql_where=text("clinic_number IS NOT NULL"),
        ),
        Index("ix_patient_next_count_at", "next_count_at"),
    )

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id")
    clinic_number: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    programme: Mapped[Word | None]
    village: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))
    """Where staff can ring; None: only through Telegram."""
    birth_year: Mapped[int | None]
    count_hour: Mapped[int] = mapped_column(default=19)
    """Hour of the day, Asia/Kolkata, at which this person wants to be asked."""
    count_every_days: Mapped[int] = mapped_column(default=28)
    next_count_at: Mapped[datetime | None]
    """When the next pill count is asked for; None: nobody asks."""
    left_on: Mapped[date | None]
    created_at: Mapped[datetime]


class Holder(Base):
    """An account that may speak for a patient."""

    __tablename__ = "holder"
    __table_args__ = (
        Index(
            "uq_holder_open",
            "account_id",
            "patient_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id", index=False)
    patient_id: Mapped[int] = reference("patient.id")
    role: Mapped[Word]
    name: Mapped[str | None] = mapped_column(String(80))
    """What Telegram called them when they were let in: for the patient to know them by."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Consent(Base):
    """A yes, with what was read and in which language. Withdrawn consents stay as history."""

    __tablename__ = "consent"

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id")
    patient_id: Mapped[int] = reference("patient.id")
    scope: Mapped[Word]
    version: Mapped[int]
    language: Mapped[Word]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Pause(Base):
    """Days on which a patient is not asked for anything. Danger signs are heard all the same."""

    __tablename__ = "pause"

    id: Mapped[Id]
    patient_id: Mapped[int] = reference("patient.id")
    reason: Mapped[Word]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    """The last day of the pause; None: until somebody ends it."""
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When somebody ended it before its time; None: it runs its course."""


class Dialog(Base):
    """What the bot is waiting to hear from a person. It survives a restart."""

    __tablename__ = "dialog"

    account_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    flow: Mapped[Word]
    step: Mapped[Word]
    data: Mapped[dict[str, Any]]
    version: Mapped[int]
    expires_at: Mapped[datetime]
