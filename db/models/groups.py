"""Groups, the chat ids they have had, and who belongs to them."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Id, Word, reference


class Group(Base):
    __tablename__ = "peer_group"

    id: Mapped[Id]
    clinic_id: Mapped[int] = reference("clinic.id")
    kind: Mapped[Word]
    title: Mapped[str] = mapped_column(String(140))
    programme: Mapped[Word | None]
    language: Mapped[Word]
    chat_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    """The present Telegram chat. None until the bot was added."""
    state: Mapped[Word]
    rights: Mapped[dict[str, Any]]
    """What the bot may do there, as Telegram last reported."""
    rights_seen_at: Mapped[datetime | None]
    story_hour: Mapped[int] = mapped_column(default=10)
    """The hour, Asia/Kolkata, at which stories and starters are posted."""
    market_weekday: Mapped[int | None]
    """The day of the weekly market (haat), Monday is 0. None if unknown."""
    meets_nth: Mapped[int | None]
    """The group meets on the nth `meets_weekday` of each month, 5 is the last. None if no rule."""
    meets_weekday: Mapped[int | None]
    meets_at: Mapped[time | None]
    meets_place: Mapped[str | None] = mapped_column(String(120))
    starter_weekday: Mapped[int | None] = mapped_column(default=2)
    """The day of the conversation starter, Monday is 0. None if the group wants none."""
    story_weekday: Mapped[int | None]
    """The day of stories. None for any day without another message."""
    rules_text: Mapped[str | None] = mapped_column(String(1500))
    """The group's rules in its own words. None for the standard rules."""
    moderation_modes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """ModerationMode by ModerationRule, where the group differs from the standard."""
    entry_code: Mapped[str | None] = mapped_column(String(12))
    """The clinic's code with which people may join. None if only a leader can admit them."""
    menu_language: Mapped[Word | None]
    """The language of the command menu there. None for the default, Hindi."""
    join_token: Mapped[str] = mapped_column(String(40), unique=True)
    """Of the group's own link, by which people of its chat join."""
    join_token_until: Mapped[datetime | None]
    """None for a link from before links had an end: it is renewed when it is next shown."""
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
    """The last day of a leader's rest. None if they do not rest."""
    leads_until: Mapped[date | None]
    """The last day of a stand-in. None for everybody else."""
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    in_chat: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether Telegram has said that they are in the group's chat. False for who was invited."""
    checked_at: Mapped[datetime | None]
    """When Telegram was last asked whether they still are."""


class MembershipClaim(Base):
    """Somebody followed the group's link; Telegram is to be asked whether they are in its chat."""

    __tablename__ = "membership_claim"

    group_id: Mapped[int] = mapped_column(BigId, ForeignKey("peer_group.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"), primary_key=True)
    claimed_at: Mapped[datetime]
