"""Needs of groups and the people who joined them. Who joined is never shown."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference


class Need(Base):
    __tablename__ = "need"
    __table_args__ = (Index("ix_need_state", "state", "promised_until"),)

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id")
    topic: Mapped[Word]
    words: Mapped[str | None] = mapped_column(Text)
    """The first words, for the leader alone. None for a voice, and once there is a sentence."""
    file_id: Mapped[str | None] = mapped_column(String(200))
    """The first voice message, likewise."""
    sentence: Mapped[str | None] = mapped_column(String(200))
    """The leader's sentence, which names nobody."""
    state: Mapped[Word]
    version: Mapped[int]
    """Increases with every change. A decision about an older version is refused."""
    joined_into: Mapped[int | None] = reference("need.id", nullable=True, index=False)
    sent_to: Mapped[str | None] = mapped_column(String(80))
    """The person whom the leader told. None if it was sent to the clinic, or not yet."""
    answer: Mapped[str | None] = mapped_column(String(400))
    promised_until: Mapped[date | None]
    raised_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    solved_at: Mapped[datetime | None]


class NeedVoice(Base):
    """Somebody said "me too". Stored so that each person counts once."""

    __tablename__ = "need_voice"
    __table_args__ = (UniqueConstraint("need_id", "account_id"),)

    id: Mapped[Id]
    need_id: Mapped[int] = reference("need.id", index=False)
    account_id: Mapped[int | None] = reference("account.id", nullable=True)
    """None if the person was erased since; the voice still counts."""
    said_at: Mapped[datetime]
