"""Clinics, their staff, and invitations."""

from datetime import date, datetime

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

from db.base import Base, Id, Word, reference


class Deployment(Base):
    """One row about this database. A real deployment hides practice clinics from the feeds."""

    __tablename__ = "deployment"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[Id]
    practice: Mapped[bool]
    contract_version: Mapped[int]
    announced: Mapped[str | None] = mapped_column(String(64))
    """Hash of the commands and descriptions that Telegram was last told."""


class Clinic(Base):
    __tablename__ = "clinic"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(120), unique=True)
    phone: Mapped[str] = mapped_column(String(20))
    """The number that members are told to call."""
    ambulance: Mapped[str] = mapped_column(String(20), default="108")
    opens_hour: Mapped[int] = mapped_column(default=9)
    closes_hour: Mapped[int] = mapped_column(default=17)
    closed_weekdays: Mapped[str] = mapped_column(String(7), default="", server_default="")
    """Digits of the weekdays without work, Monday is 0: `56` is the weekend."""
    details_in_chat: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether alerts in the staff chat show who it is and what was said."""
    practice: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Holiday(Base):
    """A day on which the clinic is closed, besides its closed weekdays."""

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("clinic_id", "on_date"),)

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    on_date: Mapped[date]
    name: Mapped[str | None] = mapped_column(String(80))


class FirstAid(Base):
    """First aid that is sent at once for a danger sign, in words that the clinic has approved."""

    __tablename__ = "first_aid"
    __table_args__ = (
        Index(
            "uq_first_aid_open",
            "clinic_id",
            "sign",
            "language",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    sign: Mapped[Word]
    language: Mapped[Word]
    words: Mapped[str] = mapped_column(Text)
    approved_by: Mapped[str] = mapped_column(String(80))
    approved_on: Mapped[date]
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class OwnWords(Base):
    """The clinic's own wording of a sentence, in place of the standard one."""

    __tablename__ = "own_words"
    __table_args__ = (UniqueConstraint("clinic_id", "sentence", "language"),)

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    sentence: Mapped[Word]
    language: Mapped[Word]
    words: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class Staff(Base):
    __tablename__ = "staff"

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id")
    account_id: Mapped[int | None] = reference("account.id", nullable=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[Word]
    on_call: Mapped[bool] = mapped_column(default=True)
    left_at: Mapped[datetime | None]
    chosen_at: Mapped[datetime | None]
    """When a person who serves several clinics chose to work for this one."""


class Invite(Base):
    """A single-use link. Only its hash is stored."""

    __tablename__ = "invite"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[Word]
    clinic_id: Mapped[int] = reference("clinic.id")
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
