"""What an error from Telegram means for the message that was being sent."""

import os
import re
from dataclasses import dataclass

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from db.enums import SendOutcome

# A switch of PTB itself: without it every flood error prints a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class TokenDoubted(Exception):
    """Telegram refuses our token: nothing is sent until it accepts it again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    kind: SendOutcome
    code: str | None = None
    """A code of our own, never Telegram's error text: that may quote the message."""
    retry_after: float | None = None
    new_chat_id: int | None = None


SENT = Outcome(SendOutcome.SENT)
BAD_MARKUP = Outcome(SendOutcome.REJECTED, "markup")
"""Telegram could not parse our HTML; the same words as plain text may pass."""
TARGET_GONE = "gone"
"""The message to edit or delete no longer exists: there is nothing to do, and no error."""
TOPIC_CODES = frozenset({"topic_gone", "topic_closed"})
NOT_IN_GROUP = frozenset({"kicked", "not_a_member", "group_deleted"})

UNREACHABLE = {
    "bot was blocked": "blocked",
    "bot was kicked": "kicked",
    "bot is not a member": "not_a_member",
    "group chat was deleted": "group_deleted",
    "user is deactivated": "deactivated",
    "can't initiate conversation": "not_started",
    "chat not found": "chat_not_found",
    "user not found": "chat_not_found",
    "peer_id_invalid": "chat_not_found",
    "input_user_deactivated": "deactivated",
}
REJECTIONS = {
    "message to edit not found": TARGET_GONE,
    "message to delete not found": TARGET_GONE,
    "message can't be edited": TARGET_GONE,
    "message can't be deleted": "undeletable",
    "message_delete_forbidden": "undeletable",
    "is an administrator": "is_admin",
    "user_admin_invalid": "is_admin",
    "can't remove chat owner": "is_admin",
    "only for supergroups": "small_group",
    "available for supergroup": "small_group",
    "participant_id_invalid": "not_there",
    "user_not_participant": "not_there",
    "message_id_invalid": TARGET_GONE,
    "there is no text in the message": "not_a_text",
    "message to pin not found": TARGET_GONE,
    "message to react not found": TARGET_GONE,
    "user_already_participant": TARGET_GONE,
    "hide_requester_missing": TARGET_GONE,
    "message thread not found": "topic_gone",
    "topic_closed": "topic_closed",
    "topic_deleted": "topic_gone",
    "message to be replied not found": "reply_gone",
    "message to reply not found": "reply_gone",
    "not enough rights": "no_rights",
    "chat_admin_required": "no_rights",
    "no rights to send": "no_rights",
    "chat_write_forbidden": "no_rights",
    "is too long": "too_long",
    "text is empty": "empty",
    "text must be non-empty": "empty",
    "wrong file identifier": "bad_file",
    "voice_messages_forbidden": "voice_forbidden",
}
# Beside aiohttp's own, those of PTB's default request, by name.
UNCONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
UNCONNECTED_NAMES = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})
SYMBOL = re.compile(r"(?:Bad Request: )?([A-Z][A-Z0-9]*_[A-Z0-9_]{2,60})\Z", re.IGNORECASE)


def outcome_of(error: Exception) -> Outcome:
    """Raises TokenDoubted if the error is about our token and not about this message."""
    if isinstance(error, InvalidToken | EndPointNotFound):
        raise TokenDoubted("Telegram refuses the token") from error
    if isinstance(error, RetryAfter):
        return flood(_seconds(error))
    if isinstance(error, ChatMigrated):
        return Outcome(SendOutcome.MIGRATED, "migrated", new_chat_id=error.new_chat_id)
    if isinstance(error, Forbidden):
        code = _look_up(UNREACHABLE, str(error)) or "forbidden"
        return Outcome(SendOutcome.UNREACHABLE, code)
    if isinstance(error, BadRequest):  # which is a NetworkError too: hence before it
        return _bad_request(str(error))
    if _no_connection(error):
        return Outcome(SendOutcome.NOT_SENT, "no_connection")
    if isinstance(error, TimedOut | TimeoutError):
        return Outcome(SendOutcome.AMBIGUOUS, "timeout")
    return _other_error(error)


def flood(seconds: float) -> Outcome:
    return Outcome(SendOutcome.FLOOD, "flood", retry_after=max(1.0, seconds))


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()


def _bad_request(said: str) -> Outcome:
    lowered = said.lower()
    if "message is not modified" in lowered:
        return SENT
    if "can't parse entities" in lowered:
        return BAD_MARKUP
    if code := _look_up(UNREACHABLE, lowered):
        return Outcome(SendOutcome.UNREACHABLE, code)
    symbol = SYMBOL.match(said)
    known = _look_up(REJECTIONS, lowered) or (symbol[1].lower() if symbol else "bad_request")
    return Outcome(SendOutcome.REJECTED, known)


def _other_error(error: Exception) -> Outcome:
    said = str(error).lower()
    if "too many requests" in said:  # PTB knows no RetryAfter of zero seconds
        return flood(1.0)
    if "entity too large" in said:
        return Outcome(SendOutcome.REJECTED, "too_large")
    code = "network" if isinstance(error, NetworkError) else "answer"
    return Outcome(SendOutcome.AMBIGUOUS, code)


def _no_connection(error: Exception) -> bool:
    cause = error.__cause__
    return isinstance(cause, UNCONNECTED) or type(cause).__name__ in UNCONNECTED_NAMES


def _look_up(table: dict[str, str], said: str) -> str | None:
    lowered = said.lower()
    return next((code for words, code in table.items() if words in lowered), None)
