"""Groups, the chat ids they have had, and who belongs to them."""

from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, reference


class Group(Base):
    __tablename__ = "peer_group"

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id")
    kind: Mapped[Word]
    title: Mapped[str] = mapped_column(String(140))
    programme: Mapped[Word | None]
    language: Mapped[Word]
    chat_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    """Today's Telegram chat; None until the bot was added."""
    state: Mapped[Word]
    rights: Mapped[dict[str, Any]]
    """What the bot may do there, as Telegram last said."""
    rights_seen_at: Mapped[datetime | None]
    story_hour: Mapped[int] = mapped_column(default=10)
    """Hour of the day, Asia/Kolkata, at which stories are shared."""
    haat_weekday: Mapped[int | None]
    """The day of the weekly market, Monday 0; None: nobody said."""
    meets_nth: Mapped[int | None]
    """The group meets on the nth `meets_weekday` of each month, 5 the last; None: no such rule."""
    meets_weekday: Mapped[int | None]
    meets_at: Mapped[time | None]
    meets_place: Mapped[str | None] = mapped_column(String(120))
    starter_weekday: Mapped[int | None] = mapped_column(default=2)
    """The day of the conversation starter, Monday 0; None: the group wants none."""
    story_weekday: Mapped[int | None]
    """Stories are shared on this day; None: on any day that is free."""
    rules_text: Mapped[str | None] = mapped_column(String(1500))
    """The house rules in the members' own words; None: the standard ones."""
    house_modes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """HouseMode by HouseRule, where the group differs from the standard."""
    entry_code: Mapped[str | None] = mapped_column(String(12))
    """The clinic's code that lets somebody in who asks to join; None: only a leader can."""
    menu_language: Mapped[Word | None]
    """Of the menu that Telegram shows there; None: that of all groups, in Hindi."""
    join_token: Mapped[str] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime]


class ChatAlias(Base):
    """An earlier chat id of a group: Telegram gives a new one when a group is upgraded."""

    __tablename__ = "chat_alias"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    group_id: Mapped[int] = reference("peer_group.id")
    since: Mapped[datetime]


class Membership(Base):
    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_open",
            "group_id",
            "account_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    group_id: Mapped[int] = reference("peer_group.id", index=False)
    account_id: Mapped[int] = reference("account.id")
    role: Mapped[Word]
    rests_until: Mapped[date | None]
    """A leader who rests has this last day; None: they do not rest."""
    leads_until: Mapped[date | None]
    """Who leads in somebody's place has this last day; None: they lead, or not, for good."""
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Meeting(Base):
    """The monthly meeting of a group: under a tree, on haat day, at the health centre."""

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
    """The day of the monthly rule that it stands for, wherever it was moved; None: no rule's."""
    created_at: Mapped[datetime]
    announce: Mapped[Word | None]
    """What the group has still to hear of it; None: nothing."""
    announce_by: Mapped[datetime | None]
    """Until when the group must have heard it."""
    closed_at: Mapped[datetime | None]
    """When it was over; None: nobody said so yet."""
    digest_at: Mapped[datetime | None]
    """When it was told what was spoken of; None: not yet."""
    settled_at: Mapped[datetime | None]
    """When nothing could be entered for it any more, and what follows from it was done."""


class MeetingAnswer(Base):
    """Whether somebody means to come: their last word on one day of a meeting."""

    __tablename__ = "meeting_answer"
    __table_args__ = (UniqueConstraint("meeting_id", "account_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = reference("meeting.id", index=False)
    account_id: Mapped[int] = reference("account.id")
    starts_at: Mapped[datetime]
    """The moment it was said of: a meeting that was moved since is asked for anew."""
    coming: Mapped[bool]
    said_at: Mapped[datetime]


class Attendance(Base):
    """Whether a patient was at a meeting. The greatest `mark` holds; an odd one is "present"."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "patient_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = reference("meeting.id", index=False)
    patient_id: Mapped[int | None] = reference("patient.id", nullable=True)
    """None: somebody who was forgotten since; how many came does not change."""
    mark: Mapped[int]
    present: Mapped[bool]
    account_id: Mapped[int] = reference("account.id")
    """Who entered it."""
    marked_at: Mapped[datetime]


class MeetingCount(Base):
    """The count of one medicine that was entered at a meeting. The greatest `mark` holds."""

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
