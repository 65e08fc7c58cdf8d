"""The clinic, its staff, and the links that let people in."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference


class Deployment(Base):
    """One row that says what this database is. A real one hides practice clinics from the feeds."""

    __tablename__ = "deployment"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[Id]
    practice: Mapped[bool]
    contract_version: Mapped[int]
    announced: Mapped[str | None] = mapped_column(String(64))
    """Hash of what Telegram was last told about the bot: its commands and descriptions."""


class Clinic(Base):
    __tablename__ = "clinic"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(120), unique=True)
    phone: Mapped[str] = mapped_column(String(20))
    """The number a member is told to call."""
    ambulance: Mapped[str] = mapped_column(String(20), default="108")
    opens_hour: Mapped[int] = mapped_column(default=9)
    closes_hour: Mapped[int] = mapped_column(default=17)
    practice: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Staff(Base):
    __tablename__ = "staff"

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id")
    account_id: Mapped[int | None] = reference("account.id", nullable=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[Word]
    on_call: Mapped[bool] = mapped_column(default=True)
    left_at: Mapped[datetime | None]


class Rung(Base):
    """One step of a clinic's escalation ladder: who is told, and how long they have."""

    __tablename__ = "rung"

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id")
    severity: Mapped[Word]
    step: Mapped[int]
    role: Mapped[Word]
    """A StaffRole, or `leader` for the leaders of the patient's group."""
    wait_minutes: Mapped[int]


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
