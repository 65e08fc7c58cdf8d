"""Stories that members tell: who may hear them, what the reviewers decided, whom they helped."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, Word, reference

Parts = Mapped[list[dict[str, Any]] | None]
"""In the order they were told: `kind`, and `body` (words or caption) or `file` and `unique`."""
STANDS = text("ended_at IS NULL")


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
    """All words of the parts, for lists and feeds; None where there are none."""
    parts: Parts = mapped_column(JSON(none_as_null=True))
    """None after withdrawal."""
    retell: Mapped[bool] = mapped_column(default=False)
    """The teller wants it told in the voice of a leader: the parts are then played to nobody."""
    retelling: Parts = mapped_column(JSON(none_as_null=True))
    """What the leader recorded; it is played once the teller has agreed to it."""
    retold_by: Mapped[int | None] = reference("account.id", nullable=True, index=False)
    name_choice: Mapped[Word]
    shown_name: Mapped[str | None] = mapped_column(String(80))
    audience: Mapped[Word]
    """The widest of the layers that the teller said yes to."""
    programme: Mapped[Word | None]
    theme: Mapped[Word | None]
    consented_at: Mapped[datetime]
    consent_version: Mapped[int]
    ask_again_at: Mapped[datetime | None]
    """When the teller is asked whether the yes still holds; None: asked, or never to be."""
    language: Mapped[Word]
    state: Mapped[Word]
    version: Mapped[int]
    """Goes up with every change; a decision taken on an older one is refused."""
    waits_for: Mapped[Word | None]
    """A StoryReader; None: nobody has to decide now."""
    needs_clinic: Mapped[bool] = mapped_column(default=False)
    claimed_by: Mapped[int | None] = reference("account.id", nullable=True, index=False)
    claimed_until: Mapped[datetime | None]
    nudge_at: Mapped[datetime | None]
    """When somebody else is asked to look, if nobody has."""
    nudges: Mapped[int] = mapped_column(default=0)
    publish_at: Mapped[datetime | None]
    """When it may first be heard: the teller has until then to think again."""
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class StoryConsent(Base):
    """One yes to one layer. A renewed yes is a new row."""

    __tablename__ = "story_consent"
    __table_args__ = (
        Index(
            "uq_story_consent_standing",
            "story_id",
            "layer",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
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
    """When it was taken back, or renewed; None: neither."""


class StoryDraft(Base):
    """A story that is being told. It waits while the person does something else."""

    __tablename__ = "story_draft"

    account_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    data: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class StoryHelped(Base):
    """Somebody said that a story helped them; it is never shown who.

    An account below zero is nobody's: whoever it was has been forgotten since.
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
