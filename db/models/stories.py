"""Stories that members tell: their consents, drafts and reviews, and whom they helped."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, Word, reference

Parts = Mapped[list[dict[str, Any]] | None]
"""In the order told: `kind`, and `body` (text or caption) or `file` and `unique`."""
NOT_ENDED = text("ended_at IS NULL")


class Story(Base):
    __tablename__ = "story"
    __table_args__ = (
        Index("ix_story_publish_at", "publish_at"),
        Index("ix_story_nudge_at", "nudge_at"),
        Index("ix_story_ask_again_at", "ask_again_at"),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id")
    patient_id: Mapped[int] = reference("patient.id")
    group_id: Mapped[int] = reference("peer_group.id")
    kind: Mapped[Word]
    body: Mapped[str | None] = mapped_column(Text)
    """All text of the parts, for lists and feeds; None if there is none."""
    parts: Parts = mapped_column(JSON(none_as_null=True))
    """None after withdrawal."""
    retell: Mapped[bool] = mapped_column(default=False)
    """Whether a leader shall retell it in their voice: then nobody hears the parts themselves."""
    retelling: Parts = mapped_column(JSON(none_as_null=True))
    """The recording of the leader; others hear it once the teller has agreed to it."""
    retold_by: Mapped[int | None] = reference("account.id", nullable=True, index=False)
    name_choice: Mapped[Word]
    shown_name: Mapped[str | None] = mapped_column(String(80))
    audience: Mapped[Word]
    """The widest of the layers to which the teller consented."""
    programme: Mapped[Word | None]
    theme: Mapped[Word | None]
    consented_at: Mapped[datetime]
    consent_version: Mapped[int]
    ask_again_at: Mapped[datetime | None]
    """When the teller is asked to renew the consent; None if asked already, or never."""
    language: Mapped[Word]
    state: Mapped[Word]
    version: Mapped[int]
    """Grows with every change; a decision about an older version is refused."""
    waits_for: Mapped[Word | None]
    """A StoryReader; None if nobody has to decide now."""
    needs_clinic: Mapped[bool] = mapped_column(default=False)
    claimed_by: Mapped[int | None] = reference("account.id", nullable=True, index=False)
    claimed_until: Mapped[datetime | None]
    nudge_at: Mapped[datetime | None]
    """When more people are asked to review it, if nobody has decided until then."""
    nudges: Mapped[int] = mapped_column(default=0)
    publish_at: Mapped[datetime | None]
    """When others may first hear it: until then the teller can still withdraw it unheard."""
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class StoryConsent(Base):
    """The consent to one layer. A renewed consent is a new row."""

    __tablename__ = "story_consent"
    __table_args__ = (
        Index(
            "uq_story_consent_standing",
            "story_id",
            "layer",
            unique=True,
            sqlite_where=NOT_ENDED,
            postgresql_where=NOT_ENDED,
        ),
    )

    id: Mapped[Id]
    story_id: Mapped[int] = reference("story.id", index=False)
    layer: Mapped[Word]
    version: Mapped[int]
    language: Mapped[Word]
    given_at: Mapped[datetime]
    holds_until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was withdrawn or renewed; None if it was not."""


class StoryDraft(Base):
    """A story that is being told; it is kept while the person does something else."""

    __tablename__ = "story_draft"

    account_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    data: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class StoryHelped(Base):
    """Somebody said that a story helped them. It is never shown who.

    A negative account id stands for somebody who has been erased since.
    """

    __tablename__ = "story_helped"

    story_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]


class Review(Base):
    __tablename__ = "review"

    id: Mapped[Id]
    story_id: Mapped[int] = reference("story.id")
    account_id: Mapped[int] = reference("account.id")
    reader: Mapped[Word]
    """Whether they decided as a leader or for the clinic."""
    decision: Mapped[Word]
    reason: Mapped[str | None] = mapped_column(String(400))
    story_version: Mapped[int]
    decided_at: Mapped[datetime]
