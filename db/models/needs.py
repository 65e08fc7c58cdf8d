"""What a group asks for together, and how many say so. Who says so is never shown."""

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
    """As it was first said, for the leader alone; None for a voice, and once it has a sentence."""
    file_id: Mapped[str | None] = mapped_column(String(200))
    """The voice in which it was said, likewise."""
    sentence: Mapped[str | None] = mapped_column(String(200))
    """The leader's one sentence, which names nobody."""
    state: Mapped[Word]
    version: Mapped[int]
    """Goes up with every change; what was decided on an older one is refused."""
    joined_into: Mapped[int | None] = reference("need.id", nullable=True, index=False)
    sent_to: Mapped[str | None] = mapped_column(String(80))
    """Whom the leader carried it to; None: the clinic, or nobody yet."""
    answer: Mapped[str | None] = mapped_column(String(400))
    promised_until: Mapped[date | None]
    raised_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    solved_at: Mapped[datetime | None]


class NeedVoice(Base):
    """Somebody said: me too. Kept so that each is counted once."""

    __tablename__ = "need_voice"
    __table_args__ = (UniqueConstraint("need_id", "account_id"),)

    id: Mapped[Id]
    need_id: Mapped[int] = reference("need.id", index=False)
    account_id: Mapped[int | None] = reference("account.id", nullable=True)
    """None: somebody who was forgotten since; their voice counts on."""
    said_at: Mapped[datetime]
