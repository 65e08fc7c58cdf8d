"""What an error from Telegram means for the message that was to go out."""

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

# PTB's own switch to its future: without it every flood warns of a deprecation.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class TokenRefused(Exception):
    """Telegram does not know our token: nothing can be sent until an operator mends that."""


@dataclass(frozen=True, slots=True)
class Outcome:
    kind: SendOutcome
    code: str | None = None
    """A word of ours, never Telegram's sentence: that may quote the message."""
    retry_after: float | None = None
    new_chat_id: int | None = None


SENT = Outcome(SendOutcome.SENT)
UNPARSED = Outcome(SendOutcome.REJECTED, "markup")
"""Our HTML was refused; the same words without it may pass."""
GONE = "gone"
"""The message to edit or delete is not there any more: nothing to do, nobody's fault."""
NO_TOPIC = frozenset({"topic_gone", "topic_closed"})
KICKED = frozenset({"kicked", "not_a_member", "group_deleted"})

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
REFUSED = {
    "message to edit not found": GONE,
    "message to delete not found": GONE,
    "message can't be edited": GONE,
    "message can't be deleted": "undeletable",
    "message_delete_forbidden": "undeletable",
    "is an administrator": "is_admin",
    "user_admin_invalid": "is_admin",
    "can't remove chat owner": "is_admin",
    "only for supergroups": "small_group",
    "available for supergroup": "small_group",
    "participant_id_invalid": "not_there",
    "user_not_participant": "not_there",
    "message_id_invalid": GONE,
    "there is no text in the message": "not_a_text",
    "message to pin not found": GONE,
    "message to react not found": GONE,
    "user_already_participant": GONE,
    "hide_requester_missing": GONE,
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
    """Raises TokenRefused where it is not about this message at all."""
    if isinstance(error, InvalidToken | EndPointNotFound):
        raise TokenRefused("Telegram refuses the token") from error
    if isinstance(error, RetryAfter):
        return flood(_seconds(error))
    if isinstance(error, ChatMigrated):
        return Outcome(SendOutcome.MIGRATED, "migrated", new_chat_id=error.new_chat_id)
    if isinstance(error, Forbidden):
        code = _look_up(UNREACHABLE, str(error)) or "forbidden"
        return Outcome(SendOutcome.UNREACHABLE, code)
    if isinstance(error, BadRequest):  # which is a NetworkError too: hence before it
        return _bad_request(str(error))
    if _never_left(error):
        return Outcome(SendOutcome.NOT_SENT, "no_connection")
    if isinstance(error, TimedOut | TimeoutError):
        return Outcome(SendOutcome.AMBIGUOUS, "timeout")
    return _trouble(error)


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
        return UNPARSED
    if code := _look_up(UNREACHABLE, lowered):
        return Outcome(SendOutcome.UNREACHABLE, code)
    symbol = SYMBOL.match(said)
    known = _look_up(REFUSED, lowered) or (symbol[1].lower() if symbol else "bad_request")
    return Outcome(SendOutcome.REJECTED, known)


def _trouble(error: Exception) -> Outcome:
    said = str(error).lower()
    if "too many requests" in said:  # PTB knows no RetryAfter of zero seconds
        return flood(1.0)
    if "entity too large" in said:
        return Outcome(SendOutcome.REJECTED, "too_large")
    code = "network" if isinstance(error, NetworkError) else "answer"
    return Outcome(SendOutcome.AMBIGUOUS, code)


def _never_left(error: Exception) -> bool:
    cause = error.__cause__
    return isinstance(cause, UNCONNECTED) or type(cause).__name__ in UNCONNECTED_NAMES


def _look_up(table: dict[str, str], said: str) -> str | None:
    lowered = said.lower()
    return next((code for words, code in table.items() if words in lowered), None)
