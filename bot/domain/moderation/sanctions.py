"""What became of a deed that Telegram was asked for, and when it is asked for again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db.enums import OutboxStatus, SanctionKind, SanctionState

RIGHTS = {
    SanctionKind.HIDE: "can_delete_messages",
    SanctionKind.MUTE: "can_restrict_members",
    SanctionKind.REMOVE: "can_restrict_members",
}
NO_RIGHT = frozenset({"no_rights", "left", "kicked", "not_a_member", "no_chat"})
"""Why Telegram refuses a bot that lost its place: tried again once it has it back."""
IS_ADMIN = "is_admin"
GONE = "gone"
"""The message was not there any more: somebody else took it away."""
DELETES_FOR = timedelta(hours=47)
"""Telegram deletes a message only for two days."""
LEAST_REST = timedelta(minutes=5)
"""An end nearer than half a minute Telegram takes for "never": none so near is asked for."""


def may(kind: SanctionKind, rights: Mapping[str, Any]) -> bool:
    """Whether the bot has the right, as far as Telegram told; it is believed until it says no."""
    return rights.get(RIGHTS[kind]) is not False if kind in RIGHTS else True


def answered(
    kind: SanctionKind, state: SanctionState, status: OutboxStatus, code: str | None
) -> SanctionState:
    """`status` and `code`: what became of the outbox row that was to do it, or to undo it."""
    there_no_more = kind is SanctionKind.HIDE and code == GONE
    if state is SanctionState.UNDOING:
        return SanctionState.OVER if status is OutboxStatus.SENT else SanctionState.STUCK
    if there_no_more:
        return SanctionState.OVER
    return SanctionState.DONE if status is OutboxStatus.SENT else SanctionState.REFUSED


def ends(kind: SanctionKind, until: datetime | None, now: datetime) -> bool:
    """Whether there is nothing left of it by itself."""
    return kind is SanctionKind.MUTE and until is not None and until <= now


def worth_again(
    kind: SanctionKind, why: str | None, *, at: datetime, until: datetime | None, now: datetime
) -> bool:
    """Whether doing it still makes sense, now that the reason why it was refused is gone."""
    if why not in NO_RIGHT and why != IS_ADMIN:
        return False
    if kind is SanctionKind.HIDE:
        return now - at < DELETES_FOR
    if kind is SanctionKind.MUTE:
        return until is not None and until - now > LEAST_REST
    return kind is SanctionKind.REMOVE


@dataclass(frozen=True, slots=True)
class Standing:
    """What Telegram says of a person in a group."""

    present: bool
    may_write: bool
    banned: bool


def standing(status: str, is_member: bool | None, may_send: bool | None) -> Standing:
    """By Telegram's words for it; of those two it speaks only where somebody is restricted."""
    if status == "restricted":
        return Standing(bool(is_member), bool(is_member and may_send), banned=False)
    present = status in ("creator", "administrator", "member")
    return Standing(present, present, banned=status == "kicked")
