"""Prompts read aloud by somebody of the clinic or a leader."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word


class Recording(Base):
    """A prompt spoken in one language. Telegram keeps the sound, for this bot alone."""

    __tablename__ = "recording"
    __table_args__ = (UniqueConstraint("prompt", "language"),)

    id: Mapped[Id]
    prompt: Mapped[str] = mapped_column(String(60))
    language: Mapped[Word]
    file_id: Mapped[str] = mapped_column(String(200))
    text_hash: Mapped[str] = mapped_column(String(64))
    """Of the words that were read; other words today make the recording stale."""
    recorded_at: Mapped[datetime]
