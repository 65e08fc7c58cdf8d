"""Meetings of groups, RSVPs, attendance, and counts made there."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference


class Meeting(Base):
    """The monthly meeting of a group: under a tree, on market day, at the health centre."""

    __tablename__ = "meeting"
    __table_args__ = (
        Index("ix_meeting_group_starts", "group_id", "starts_at"),
        Index(
            "ix_meeting_announced",
            "announce_by",
            sqlite_where=text("announce IS NOT NULL"),
            postgresql_where=text("announce IS NOT NULL"),
        ),
        Index(
            "ix_meeting_unsettled",
            "starts_at",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id", index=False)
    starts_at: Mapped[datetime]
    place: Mapped[str | None] = mapped_column(String(120))
    state: Mapped[Word]
    rule_on: Mapped[date | None]
    """The day that the monthly rule gave, even if it was moved since. None if planned by hand."""
    created_at: Mapped[datetime]
    announce: Mapped[Word | None]
    """The MeetingNews that the group has still to hear. None if there is none."""
    announce_by: Mapped[datetime | None]
    """The latest time for that news."""
    closed_at: Mapped[datetime | None]
    """When it was closed, by its leader or later by the bot. None if it is still open."""
    summary_at: Mapped[datetime | None]
    """When the summary was sent or skipped. None if not yet."""
    settled_at: Mapped[datetime | None]
    """When it stopped taking entries and its consequences were carried out."""


class Rsvp(Base):
    """A member's last answer whether they are going to attend."""

    __tablename__ = "rsvp"
    __table_args__ = (UniqueConstraint("meeting_id", "account_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = reference("meeting.id", index=False)
    account_id: Mapped[int] = reference("account.id")
    starts_at: Mapped[datetime]
    """The start that was answered. Once the meeting is moved the answer no longer holds."""
    attending: Mapped[bool]
    answered_at: Mapped[datetime]


class Attendance(Base):
    """Whether a patient was at a meeting. The greatest `mark` holds; an odd mark means present."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "patient_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = reference("meeting.id", index=False)
    patient_id: Mapped[int | None] = reference("patient.id", nullable=True)
    """None if the person was erased since. The row stays, so that the number does not change."""
    mark: Mapped[int]
    present: Mapped[bool]
    account_id: Mapped[int] = reference("account.id")
    """Who entered it."""
    marked_at: Mapped[datetime]


class MeetingCount(Base):
    """The count of one medicine, entered at a meeting. The greatest `mark` holds."""

    __tablename__ = "meeting_count"
    __table_args__ = (UniqueConstraint("meeting_id", "treatment_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = reference("meeting.id", index=False)
    treatment_id: Mapped[int] = reference("treatment.id")
    mark: Mapped[int]
    remaining: Mapped[Fraction]
    account_id: Mapped[int] = reference("account.id")
    """Who entered it."""
    counted_at: Mapped[datetime]
