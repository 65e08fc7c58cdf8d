"""Recordings of prompts, read aloud by staff or a leader."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word


class Recording(Base):
    """A prompt recorded in one language. Telegram stores the sound; only this bot can use it."""

    __tablename__ = "recording"
    __table_args__ = (UniqueConstraint("prompt", "language"),)

    id: Mapped[Id]
    prompt: Mapped[str] = mapped_column(String(60))
    language: Mapped[Word]
    file_id: Mapped[str] = mapped_column(String(200))
    text_hash: Mapped[str] = mapped_column(String(64))
    """Hash of the words that were read. If the words have changed, the recording is stale."""
    recorded_at: Mapped[datetime]
