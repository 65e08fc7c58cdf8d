"""What each answer of Telegram means, and what follows from it for each class of message."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.envelope import Envelope
from bot.delivery.outcomes import BAD_MARKUP, SENT, Outcome, TokenDoubted, outcome_of
from bot.delivery.rules import Verdict, verdict_after_attempt
from db.enums import Language, OutboxClass, OutboxStatus, SendOutcome


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


NOT_SENT = Outcome(SendOutcome.NOT_SENT, "no_connection")
TABLE: list[tuple[Exception, Outcome]] = [
    (caused(TimedOut(), aiohttp.ConnectionTimeoutError()), NOT_SENT),
    (
        caused(NetworkError("x"), aiohttp.ClientConnectorError(None, OSError(111, "no"))),  # type: ignore[arg-type]
        NOT_SENT,
    ),
    (caused(TimedOut(), aiohttp.SocketTimeoutError()), Outcome(SendOutcome.AMBIGUOUS, "timeout")),
    (TimedOut(), Outcome(SendOutcome.AMBIGUOUS, "timeout")),
    (TimeoutError(), Outcome(SendOutcome.AMBIGUOUS, "timeout")),
    (
        caused(NetworkError("x"), aiohttp.ServerDisconnectedError()),
        Outcome(SendOutcome.AMBIGUOUS, "network"),
    ),
    (NetworkError("Bad Gateway (502)"), Outcome(SendOutcome.AMBIGUOUS, "network")),
    (TelegramError("Invalid server response"), Outcome(SendOutcome.AMBIGUOUS, "answer")),
    (Conflict("x"), Outcome(SendOutcome.AMBIGUOUS, "answer")),
    (
        NetworkError("Too Many Requests: retry after 0. The server response contained ..."),
        Outcome(SendOutcome.FLOOD, "flood", retry_after=1.0),
    ),
    (ChatMigrated(-100), Outcome(SendOutcome.MIGRATED, "migrated", new_chat_id=-100)),
    (
        Forbidden("Forbidden: bot was blocked by the user"),
        Outcome(SendOutcome.UNREACHABLE, "blocked"),
    ),
    (
        Forbidden("Forbidden: bot was kicked from the supergroup chat"),
        Outcome(SendOutcome.UNREACHABLE, "kicked"),
    ),
    (
        Forbidden("Forbidden: bot can't initiate conversation with a user"),
        Outcome(SendOutcome.UNREACHABLE, "not_started"),
    ),
    (Forbidden("Forbidden: user is deactivated"), Outcome(SendOutcome.UNREACHABLE, "deactivated")),
    (Forbidden("Forbidden: something new"), Outcome(SendOutcome.UNREACHABLE, "forbidden")),
    (
        BadRequest("Bad Request: chat not found"),
        Outcome(SendOutcome.UNREACHABLE, "chat_not_found"),
    ),
    (BadRequest("Bad Request: message is not modified: specified new ..."), SENT),
    (BadRequest("Bad Request: can't parse entities: unsupported start tag"), BAD_MARKUP),
    (
        BadRequest("Bad Request: message to edit not found"),
        Outcome(SendOutcome.REJECTED, "gone"),
    ),
    (
        BadRequest("Bad Request: message to delete not found"),
        Outcome(SendOutcome.REJECTED, "gone"),
    ),
    (
        BadRequest("Bad Request: message can't be deleted for everyone"),
        Outcome(SendOutcome.REJECTED, "undeletable"),
    ),
    (
        BadRequest("Bad Request: user is an administrator of the chat"),
        Outcome(SendOutcome.REJECTED, "is_admin"),
    ),
    (
        BadRequest("Bad Request: CHAT_ADMIN_REQUIRED"),
        Outcome(SendOutcome.REJECTED, "no_rights"),
    ),
    (
        BadRequest("Bad Request: message thread not found"),
        Outcome(SendOutcome.REJECTED, "topic_gone"),
    ),
    (
        BadRequest("Bad Request: BUTTON_DATA_INVALID"),
        Outcome(SendOutcome.REJECTED, "button_data_invalid"),
    ),
    (BadRequest("Bad Request: no such 'words'"), Outcome(SendOutcome.REJECTED, "bad_request")),
    (NetworkError("Request Entity Too Large (413)"), Outcome(SendOutcome.REJECTED, "too_large")),
]


@pytest.mark.parametrize(("error", "outcome"), TABLE, ids=lambda value: str(value)[:40])
def test_an_error_is_told_for_what_it_is(error: Exception, outcome: Outcome) -> None:
    assert outcome_of(error) == outcome


def test_a_flood_says_how_long() -> None:
    assert outcome_of(RetryAfter(30)) == Outcome(SendOutcome.FLOOD, "flood", retry_after=30.0)


@pytest.mark.parametrize("error", [InvalidToken(), EndPointNotFound("x")])
def test_a_refused_token_is_not_about_the_message(error: Exception) -> None:
    with pytest.raises(TokenDoubted):
        outcome_of(error)


def envelope(klass: OutboxClass, method: str = "send", tries: int = 1, **more: Any) -> Envelope:
    details: dict[str, Any] = {
        "id": 10, "priority": 1, "token": "t", "dest": ("account", 1), "chat_id": 1,
        "template": "say", "language": Language.HINDI, "params": {},
        "message_id": None, "alert_id": None,
        "last_code": None, "lease_until": datetime(2026, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return Envelope(klass=klass, method=method, tries=tries, **(details | more))


AMBIGUOUS = Outcome(SendOutcome.AMBIGUOUS, "timeout")


@pytest.mark.parametrize("klass", [OutboxClass.REMINDER, OutboxClass.STORY])
def test_in_doubt_a_reminder_or_story_is_not_sent_twice(klass: OutboxClass) -> None:
    assert verdict_after_attempt(envelope(klass), AMBIGUOUS).status is OutboxStatus.UNKNOWN


@pytest.mark.parametrize(
    "klass", [OutboxClass.EMERGENCY, OutboxClass.ALERT, OutboxClass.MODERATION]
)
def test_in_doubt_an_alert_is_sent_again_and_again(klass: OutboxClass) -> None:
    verdicts = [
        verdict_after_attempt(envelope(klass, tries=n), AMBIGUOUS, ambiguous_attempts=n)
        for n in range(1, 20)
    ]
    assert {v.status for v in verdicts} == {OutboxStatus.PENDING}
    assert [v.wait for v in verdicts[:7]] == [2, 4, 8, 16, 32, 60, 60]


def test_in_doubt_an_answer_is_sent_twice_more() -> None:
    verdicts = [
        verdict_after_attempt(envelope(OutboxClass.REPLY, tries=9), AMBIGUOUS, n) for n in range(3)
    ]
    pending, unknown = OutboxStatus.PENDING, OutboxStatus.UNKNOWN
    assert [v.status for v in verdicts] == [pending, pending, unknown]


@pytest.mark.parametrize("klass", OutboxClass)
@pytest.mark.parametrize("method", ["edit", "delete"])
def test_edits_and_deletes_can_always_be_repeated(klass: OutboxClass, method: str) -> None:
    verdict = verdict_after_attempt(envelope(klass, method), AMBIGUOUS, ambiguous_attempts=9)
    assert verdict.status is OutboxStatus.PENDING


@pytest.mark.parametrize("klass", OutboxClass)
def test_what_surely_was_not_sent_is_tried_as_long_as_it_is_of_use(klass: OutboxClass) -> None:
    verdict = verdict_after_attempt(envelope(klass, tries=1_000), NOT_SENT)
    assert (verdict.status, verdict.wait) == (OutboxStatus.PENDING, 60)


def test_a_flood_costs_no_try() -> None:
    verdict = verdict_after_attempt(
        envelope(OutboxClass.STORY), Outcome(SendOutcome.FLOOD, "flood", 30)
    )
    assert verdict == Verdict(OutboxStatus.PENDING, "flood", 30, refund=True)


def test_an_upgrade_of_the_group_costs_a_try_only_when_it_repeats() -> None:
    migrated = Outcome(SendOutcome.MIGRATED, "migrated", new_chat_id=-100)
    first = verdict_after_attempt(envelope(OutboxClass.REPLY), migrated)
    again = verdict_after_attempt(envelope(OutboxClass.REPLY, last_code="migrated"), migrated)
    assert (first.wait, first.refund) == (0, True)
    assert (again.wait, again.refund) == (2, False)
    assert verdict_after_attempt(envelope(OutboxClass.REPLY, "edit"), migrated).code == "moved"


def test_a_message_that_is_gone_needs_no_edit() -> None:
    gone = Outcome(SendOutcome.REJECTED, "gone")
    assert (
        verdict_after_attempt(envelope(OutboxClass.ALERT, "edit"), gone).status
        is OutboxStatus.CANCELLED
    )
