"""Stories that members tell, and what the reviewers decided."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference


class Story(Base):
    __tablename__ = "story"
    __table_args__ = (Index("ix_story_publish_at", "publish_at"),)

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id")
    patient_id: Mapped[int] = reference("patient.id")
    group_id: Mapped[int] = reference("peer_group.id")
    kind: Mapped[Word]
    body: Mapped[str | None] = mapped_column(Text)
    """The words; None for a voice story and after withdrawal."""
    file_id: Mapped[str | None] = mapped_column(String(200))
    file_unique_id: Mapped[str | None] = mapped_column(String(80))
    name_choice: Mapped[Word]
    shown_name: Mapped[str | None] = mapped_column(String(80))
    audience: Mapped[Word]
    consented_at: Mapped[datetime]
    consent_version: Mapped[int]
    language: Mapped[Word]
    state: Mapped[Word]
    version: Mapped[int]
    """Goes up with every change; a decision taken on an older one is refused."""
    publish_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Review(Base):
    __tablename__ = "review"

    id: Mapped[Id]
    story_id: Mapped[int] = reference("story.id")
    account_id: Mapped[int] = reference("account.id")
    decision: Mapped[Word]
    reason: Mapped[str | None] = mapped_column(String(400))
    story_version: Mapped[int]
    decided_at: Mapped[datetime]
