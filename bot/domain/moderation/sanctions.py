"""What became of a sanction requested from Telegram, and when it is requested again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from db.enums import BotRight, OutboxStatus, SanctionKind, SanctionState

RIGHTS = {
    SanctionKind.HIDE: BotRight.DELETE_MESSAGES,
    SanctionKind.MUTE: BotRight.RESTRICT_MEMBERS,
    SanctionKind.REMOVE: BotRight.RESTRICT_MEMBERS,
}
BOT_LACKS_RIGHT = frozenset({"no_rights", "left", "kicked", "not_a_member", "no_chat"})
"""Codes of a refusal because the bot lost a right or its place: retried once it has it back."""
WRITER_IS_ADMIN = "is_admin"
MESSAGE_GONE = "gone"
"""Code of a refusal because somebody else deleted the message before."""
DELETABLE_FOR = timedelta(hours=47)
"""Telegram lets bots delete a message for two days; an hour is kept as a margin."""
SHORTEST_MUTE = timedelta(minutes=5)
"""Telegram takes an end within half a minute for "never", so no shorter mute is requested."""


class Refusal(StrEnum):
    """Why the bot does not do what a leader or the clinic wants."""

    DANGER = "danger"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"
    SMALL_GROUP = "small_group"
    BUSY = "busy"
    NO_RIGHT_TO_HIDE = "hide"
    NO_RIGHT_TO_MUTE = "mute"
    NO_RIGHT_TO_REMOVE = "remove"
    NO_RIGHT_TO_INVITE = "no_right"


NO_RIGHT = {
    SanctionKind.HIDE: Refusal.NO_RIGHT_TO_HIDE,
    SanctionKind.MUTE: Refusal.NO_RIGHT_TO_MUTE,
    SanctionKind.REMOVE: Refusal.NO_RIGHT_TO_REMOVE,
}


def bot_may(kind: SanctionKind, rights: Mapping[str, Any]) -> bool:
    """Whether the bot has the right, as Telegram last said. Unknown counts as yes."""
    return rights.get(RIGHTS[kind]) is not False if kind in RIGHTS else True


def state_after(
    kind: SanctionKind, state: SanctionState, status: OutboxStatus, code: str | None
) -> SanctionState:
    """The new state, from the status and last code of the outbox row that did it or undid it."""
    message_is_gone = kind is SanctionKind.HIDE and code == MESSAGE_GONE
    if state is SanctionState.UNDOING:
        return SanctionState.OVER if status is OutboxStatus.SENT else SanctionState.STUCK
    if message_is_gone:
        return SanctionState.OVER
    return SanctionState.DONE if status is OutboxStatus.SENT else SanctionState.REFUSED


def has_expired(kind: SanctionKind, until: datetime | None, now: datetime) -> bool:
    """Whether it ended by itself: only a mute does."""
    return kind is SanctionKind.MUTE and until is not None and until <= now


def worth_retrying(
    kind: SanctionKind, why: str | None, *, at: datetime, until: datetime | None, now: datetime
) -> bool:
    """Whether to request it again, now that the reason of the refusal is gone."""
    if why not in BOT_LACKS_RIGHT and why != WRITER_IS_ADMIN:
        return False
    if kind is SanctionKind.HIDE:
        return now - at < DELETABLE_FOR
    if kind is SanctionKind.MUTE:
        return until is not None and until - now > SHORTEST_MUTE
    return kind is SanctionKind.REMOVE


@dataclass(frozen=True, slots=True)
class ChatStanding:
    """What Telegram says of a person in a group."""

    present: bool
    may_write: bool
    banned: bool


def chat_standing(status: str, is_member: bool | None, may_send: bool | None) -> ChatStanding:
    """From a member's `status`; Telegram sends the other two only of restricted members."""
    if status == "restricted":
        return ChatStanding(bool(is_member), bool(is_member and may_send), banned=False)
    present = status in ("creator", "administrator", "member")
    return ChatStanding(present, present, banned=status == "kicked")
