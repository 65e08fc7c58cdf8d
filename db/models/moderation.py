"""Moderation of groups: reported messages, sanctions, approved answers, requests to join."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference

UNDECIDED = text("decided_at IS NULL")


class ModerationCase(Base):
    """One message of a group that was reported, found by a check, or hidden."""

    __tablename__ = "moderation_case"
    __table_args__ = (UniqueConstraint("group_id", "message_id"),)

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id", index=False)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    """Its id in the chat; None if it was only forwarded to the bot in private."""
    telegram_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who wrote it; None if that is unknown, or the case is old and was redacted."""
    name: Mapped[str | None] = mapped_column(String(140))
    body: Mapped[str | None] = mapped_column(String(4096))
    """What was written, for those who decide; None if it is unknown or no longer kept."""
    media: Mapped[dict[str, Any] | None]
    """`voice` or `photo` with Telegram's file id."""
    rule: Mapped[Word | None]
    """The check that found it; None if people reported it."""
    reports: Mapped[int] = mapped_column(default=0)
    state: Mapped[Word]
    version: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime | None]
    """When a leader asked the clinic; from then on the clinic gets the card, too."""
    objected_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]


class ModerationReport(Base):
    """One person's report of a message. Nobody is told who reported."""

    __tablename__ = "moderation_report"
    __table_args__ = (
        UniqueConstraint("case_id", "account_id"),
        Index("ix_moderation_report_account_at", "account_id", "at"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = reference("moderation_case.id", index=False)
    account_id: Mapped[int] = reference("account.id", index=False)
    at: Mapped[datetime]


class Sanction(Base):
    """One action against a message or its writer, and whether Telegram did it or it was undone."""

    __tablename__ = "sanction"
    __table_args__ = (
        Index(
            "ix_sanction_under_way",
            "outbox_key",
            sqlite_where=text("outbox_key IS NOT NULL"),
            postgresql_where=text("outbox_key IS NOT NULL"),
        ),
        Index("ix_sanction_kind_state", "kind", "state"),
    )

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id")
    case_id: Mapped[int] = reference("moderation_case.id")
    telegram_id: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[Word]
    until: Mapped[datetime | None]
    actor_kind: Mapped[Word]
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    state: Mapped[Word]
    why: Mapped[Word | None]
    """Why Telegram refused, as a code of bot/delivery/outcomes.py; None if it did not refuse."""
    tries: Mapped[int] = mapped_column(default=0)
    """How many requests were made to Telegram, to do it or to undo it."""
    outbox_key: Mapped[str | None] = mapped_column(String(60))
    """`dedup_key` of the outbox row whose outcome is awaited; None if none is."""
    checked_at: Mapped[datetime | None]
    """When it was last compared with what Telegram says of the person."""


class FloodRun(Base):
    """How many messages somebody wrote within a minute. Deleted within the hour; names nobody."""

    __tablename__ = "flood_run"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """A hash of the person, different in each group."""
    since: Mapped[datetime]
    number: Mapped[int]


class ClaimAnswerApproval(Base):
    """The clinic approved one of the answers to false claims. Without a row it is not said."""

    __tablename__ = "claim_answer_approval"
    __table_args__ = (UniqueConstraint("clinic_id", "answer"),)

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id", index=False)
    answer: Mapped[Word]
    """Its key in bot/domain/moderation/claim_answers.toml."""
    approved_at: Mapped[datetime]


class JoinRequest(Base):
    """Somebody asked Telegram to be let into a group."""

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
    """The name that Telegram shows, so that a leader can decide; erased once decided."""
    tries: Mapped[int] = mapped_column(default=0)
    """How many wrong codes were typed so far."""
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    let_in: Mapped[bool | None]
