"""Accounts (people with a phone) and patients (people in care), which are kept apart."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, Word, reference


class Account(Base):
    """A Telegram user. Before consent it holds only what is needed to ask for it."""

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
    """None until the person has chosen."""
    digits: Mapped[Word] = mapped_column(server_default="latin")
    """Which digits the person reads."""
    voice: Mapped[bool] = mapped_column(server_default=false())
    """Whether recorded voices are sent with the text."""
    menu_due: Mapped[bool] = mapped_column(server_default=false())
    """Whether Telegram must still be told the commands of this chat and their language."""
    patient_id: Mapped[int | None] = reference("patient.id", nullable=True)
    """The patient whom this phone is about now; an account may speak for several."""
    unreachable_since: Mapped[datetime | None]
    unreachable_reason: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime]
    last_heard_at: Mapped[datetime | None]
    """When they last wrote while they were about no patient, to the day; None since they came."""
    erased_at: Mapped[datetime | None]
    """When what they said was last erased; None if never."""


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
    registered: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the clinic entered them itself. False for who enrolled by themselves."""
    name: Mapped[str] = mapped_column(String(80))
    programme: Mapped[Word | None]
    village: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))
    """Where staff can ring; None if only Telegram reaches the patient."""
    birth_year: Mapped[int | None]
    count_hour: Mapped[int] = mapped_column(default=19)
    """Hour of the day, Asia/Kolkata, at which this person wants to be asked."""
    count_every_days: Mapped[int] = mapped_column(default=28)
    next_count_at: Mapped[datetime | None]
    """When the next step of a reminder to count is due; None if there are no reminders."""
    count_step: Mapped[int] = mapped_column(default=0, server_default="0")
    """Reminders since the last count: 0, 1, or 2."""
    count_asked_at: Mapped[datetime | None]
    """When the first reminder of this round was sent."""
    next_checkin_at: Mapped[datetime | None]
    """When the weekly check-in is due; None if there are no check-ins."""
    left_on: Mapped[date | None]
    left_because: Mapped[Word | None]
    erased_at: Mapped[datetime | None]
    """When their data were erased; None if never, or if they have joined again since."""
    created_at: Mapped[datetime]


class Holder(Base):
    """An account that may speak for a patient: their own, or a caregiver's."""

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
    """The name that Telegram had when they joined, so that the patient knows who it is."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Consent(Base):
    """A consent, with the version and language of the notice. Withdrawn ones stay as history."""

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

    Danger signs still raise alerts.
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
    """The last day of the pause; None if it lasts until somebody ends it."""
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When somebody ended it early; None if nobody did."""


class OpenDialog(Base):
    """The answer that the bot waits for from a person."""

    __tablename__ = "dialog"

    account_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    flow: Mapped[Word]
    data: Mapped[dict[str, Any]]
    version: Mapped[int]
    expires_at: Mapped[datetime]
