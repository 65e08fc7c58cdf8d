"""Keeping it kind: messages that somebody minded, what was done about them, who asks to join."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference

UNDECIDED = text("decided_at IS NULL")


class HouseCase(Base):
    """One message of a group that was reported, found by a check, or hidden."""

    __tablename__ = "house_case"
    __table_args__ = (UniqueConstraint("group_id", "message_id"),)

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id", index=False)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    """Where it stands in the chat; None: it was only passed on to the bot."""
    telegram_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who wrote it; None: nobody can say, or the case is old."""
    name: Mapped[str | None] = mapped_column(String(140))
    body: Mapped[str | None] = mapped_column(String(4096))
    """What was written, for who decides; None: it is not known, or no longer kept."""
    media: Mapped[dict[str, Any] | None]
    """`voice` or `photo` with Telegram's file id."""
    rule: Mapped[Word | None]
    """The check that found it; None: people did."""
    reports: Mapped[int] = mapped_column(default=0)
    state: Mapped[Word]
    version: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime | None]
    """When the clinic was asked; from then on it sees the card, too."""
    objected_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]


class HouseReport(Base):
    """That one person reported a message. It is told to nobody."""

    __tablename__ = "house_report"
    __table_args__ = (
        UniqueConstraint("case_id", "account_id"),
        Index("ix_house_report_account_at", "account_id", "at"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = reference("house_case.id", index=False)
    account_id: Mapped[int] = reference("account.id", index=False)
    at: Mapped[datetime]


class Sanction(Base):
    """What was done to somebody, why, by whom, whether Telegram did it, whether it was undone."""

    __tablename__ = "sanction"
    __table_args__ = (
        Index(
            "ix_sanction_under_way",
            "deed_key",
            sqlite_where=text("deed_key IS NOT NULL"),
            postgresql_where=text("deed_key IS NOT NULL"),
        ),
        Index("ix_sanction_kind_state", "kind", "state"),
    )

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id")
    case_id: Mapped[int] = reference("house_case.id")
    telegram_id: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[Word]
    until: Mapped[datetime | None]
    actor_kind: Mapped[Word]
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    state: Mapped[Word]
    why: Mapped[Word | None]
    """Why Telegram refused, in the words of bot/delivery/outcomes.py; None: it did not."""
    tries: Mapped[int] = mapped_column(default=0)
    """How often Telegram was asked, to do it or to undo it."""
    deed_key: Mapped[str | None] = mapped_column(String(60))
    """The outbox row whose outcome is awaited; None: nothing is on its way."""
    checked_at: Mapped[datetime | None]
    """When Telegram was last asked whether it still holds."""


class FloodRun(Base):
    """How much somebody wrote within a minute. Gone within the hour, and names nobody."""

    __tablename__ = "flood_run"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """A digest of the person, different in each group."""
    since: Mapped[datetime]
    number: Mapped[int]


class CardApproval(Base):
    """A clinic stands behind one of the answers to false claims. Without a row it is not said."""

    __tablename__ = "card_approval"
    __table_args__ = (UniqueConstraint("clinic_id", "card"),)

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    card: Mapped[Word]
    approved_at: Mapped[datetime]


class JoinRequest(Base):
    """Somebody knocked at a group's door."""

    __tablename__ = "join_request"
    __table_args__ = (
        Index(
            "uq_join_request_open",
            "group_id",
            "account_id",
            unique=True,
            sqlite_where=UNDECIDED,
            postgresql_where=UNDECIDED,
        ),
    )

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id", index=False)
    account_id: Mapped[int] = reference("account.id")
    name: Mapped[str | None] = mapped_column(String(140))
    """What Telegram shows, so that a leader can decide; erased once decided."""
    tries: Mapped[int] = mapped_column(default=0)
    """Wrong codes so far."""
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    let_in: Mapped[bool | None]


class Starter(Base):
    """Which conversation starter a group has on a day."""

    __tablename__ = "starter"
    __table_args__ = (UniqueConstraint("group_id", "day"),)

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id", index=False)
    day: Mapped[date]
    key: Mapped[Word]
    state: Mapped[Word]
