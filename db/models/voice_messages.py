"""Voices that nobody could read."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference


class Voice(Base):
    """Something spoken, kept where Telegram keeps it until somebody of the clinic has listened."""

    __tablename__ = "voice"

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id")
    question_id: Mapped[int | None] = reference("question.id", nullable=True)
    """Where the speaker was asked whether it is urgent."""
    alert_id: Mapped[int | None] = reference("alert.id", nullable=True)
    """From whose card it is heard; None: no alert came of it."""
    medium: Mapped[Word]
    """`voice`, `video_note` or `audio`: Telegram sends each by another method."""
    file_id: Mapped[str] = mapped_column(Text)
    seconds: Mapped[int]
    sent_at: Mapped[datetime]
