"""Accounts (who holds a phone) and patients (whose pills they are): never the same thing."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, Word, reference


class Account(Base):
    """A Telegram user. Before consent it holds what is needed to ask, and nothing else."""

    __tablename__ = "account"
    __table_args__ = (
        Index(
            "ix_account_menu_due",
            "id",
            sqlite_where=text("menu_due"),
            postgresql_where=text("menu_due"),
        ),
    )

    id: Mapped[Id]
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    language: Mapped[Word | None]
    """None until the person chose."""
    digits: Mapped[Word] = mapped_column(server_default="latin")
    """Which digits the person reads."""
    voice: Mapped[bool] = mapped_column(server_default=false())
    """Whether recorded voices come with the words."""
    menu_due: Mapped[bool] = mapped_column(server_default=false())
    """Telegram is still to be told which commands this chat shows, and in which language."""
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
        Index("ix_patient_next_checkin_at", "next_checkin_at"),
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
    """When the next step of asking for a count is due; None: nobody asks."""
    count_step: Mapped[int] = mapped_column(default=0, server_default="0")
    """Steps taken since the last count: 0 not asked yet, 1 asked, 2 asked once more."""
    count_asked_at: Mapped[datetime | None]
    """When this round's first question went out."""
    next_checkin_at: Mapped[datetime | None]
    """When the weekly question is due; None: nobody asks."""
    left_on: Mapped[date | None]
    left_because: Mapped[Word | None]
    erased_at: Mapped[datetime | None]
    """When all that they had said was erased; None: never, or they have come back since."""
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
    """Days on which a patient, or a whole group, is not asked for anything.

    Danger signs are heard all the same.
    """

    __tablename__ = "pause"
    __table_args__ = (
        CheckConstraint("(patient_id IS NULL) <> (group_id IS NULL)", name="one_subject"),
    )

    id: Mapped[Id]
    patient_id: Mapped[int | None] = reference("patient.id", nullable=True)
    group_id: Mapped[int | None] = reference("peer_group.id", nullable=True)
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
