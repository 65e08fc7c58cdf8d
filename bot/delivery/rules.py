"""The rules of delivery, without I/O: may a row still be sent, and what follows an outcome."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.envelope import Envelope
from bot.delivery.outcomes import TARGET_GONE, Outcome
from bot.domain.reminders.budget import BOT_INITIATED, room_at
from db.enums import GroupState, OutboxClass, OutboxStatus, SendOutcome
from db.queries.outbox import Due

LONGEST_WAIT = 60.0
REPLY_RETRIES = 2
"""How often a reply is sent again when nobody knows whether it arrived."""
REPLY_WAITS = (3.0, 30.0)
REPLY_CLAIMS = 20
"""How often a reply is claimed by a process that then dies. Most never left: one process claims
some ahead, so only what was in the air may come twice."""
URGENT = frozenset({OutboxClass.EMERGENCY, OutboxClass.ALERT})
ALWAYS_TRIED = frozenset({OutboxClass.EMERGENCY, OutboxClass.REPLY, OutboxClass.ALERT})
"""Tried even if the person was unreachable: they may be back, and a failure must be noticed."""
AT_MOST_ONCE = frozenset({OutboxClass.REMINDER, OutboxClass.STORY})
"""Two are worse than none: never sent again when nobody knows whether it arrived."""
NEED_TARGET = frozenset({"edit", "delete", "pin", "react"})
"""Methods that act on a message: without it there is nothing to do. Others act on a person."""
NOT_SENT_YET = frozenset({OutboxStatus.PENDING.value, OutboxStatus.SENDING.value})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The new status of a row. If it is PENDING, the row is tried again in `wait` seconds.

    `refund`: the attempt does not count.
    """

    status: OutboxStatus
    code: str | None
    wait: float = 0.0
    refund: bool = False


def verdict_before_send(due: Due) -> Verdict | None:
    """Why a due row is not sent after all. None if it is to be sent."""
    if due.expired:
        return Verdict(OutboxStatus.EXPIRED, "expired")
    return _no_longer_wanted(due) or _no_recipient(due) or _waits_for_target(due)


def is_budgeted(due: Due) -> bool:
    """Whether the bot speaks first with this message, which counts against a budget."""
    return due.method == "send" and OutboxClass(due.klass) in BOT_INITIATED


def over_budget(due: Due, spent: Collection[datetime], now: datetime) -> Verdict | None:
    """Postpones a message if it is night or the budget of the recipient is used up.

    Checked here because every message passes here, whichever feature wrote it. A message that
    waits too long expires.
    """
    at = room_at(due.dest_kind, spent, now)
    if at == now:
        return None
    return Verdict(OutboxStatus.PENDING, "budget", wait=(at - now).total_seconds())


def _no_longer_wanted(due: Due) -> Verdict | None:
    if not due.still_open:
        return Verdict(OutboxStatus.CANCELLED, "alert")
    if not due.consented:
        return Verdict(OutboxStatus.CANCELLED, "consent")
    if not due.reads:
        return Verdict(OutboxStatus.CANCELLED, "left")
    if not due.story_allowed:
        return Verdict(OutboxStatus.CANCELLED, "story")
    return None


def _no_recipient(due: Due) -> Verdict | None:
    if due.chat_id is None:
        return Verdict(OutboxStatus.FAILED, "no_chat")
    if due.group_state == GroupState.LEFT.value:
        return Verdict(OutboxStatus.FAILED, "left")
    if due.unreachable and OutboxClass(due.klass) not in ALWAYS_TRIED:
        return Verdict(OutboxStatus.FAILED, "unreachable")
    return None


def _waits_for_target(due: Due) -> Verdict | None:
    """Checks the message that must exist first: the one to change, or the one this follows."""
    if due.method != "send":
        return _target_missing(due) if due.method in NEED_TARGET else None
    if due.target_outbox_id is None or due.target_status == OutboxStatus.SENT.value:
        return None
    if due.target_status in NOT_SENT_YET:
        return Verdict(OutboxStatus.PENDING, "target", wait=2.0)
    return Verdict(OutboxStatus.CANCELLED, "target")


def _target_missing(due: Due) -> Verdict | None:
    if due.target_outbox_id is not None:
        if due.target_status in NOT_SENT_YET and due.target_tries:
            # Its sending was tried, so it may be in the chat already.
            return Verdict(OutboxStatus.PENDING, "target", wait=2.0)
        if due.target_sent_id is None:
            return Verdict(OutboxStatus.CANCELLED, "target")
        if due.target_chat_id != due.chat_id:
            return Verdict(OutboxStatus.CANCELLED, "moved")
        return None
    if due.target_message_id is None:
        return Verdict(OutboxStatus.CANCELLED, "target")
    return Verdict(OutboxStatus.CANCELLED, "moved") if due.moved else None


def verdict_after_attempt(
    envelope: Envelope, outcome: Outcome, ambiguous_attempts: int = 0
) -> Verdict:
    """What follows from an attempt. `ambiguous_attempts`: how many earlier ones were ambiguous."""
    code = outcome.code
    match outcome.kind:
        case SendOutcome.SENT:
            return Verdict(OutboxStatus.SENT, code)
        case SendOutcome.FLOOD:
            # Spread over a second, so that held rows are not all retried at the same moment.
            wait = (outcome.retry_after or 1.0) + envelope.id % 10 / 10
            return Verdict(OutboxStatus.PENDING, code, wait, refund=True)
        case SendOutcome.MIGRATED:
            return _migrated(envelope, code)
        case SendOutcome.NOT_SENT:
            return Verdict(OutboxStatus.PENDING, code, _backoff(envelope.tries))
        case SendOutcome.AMBIGUOUS:
            return _ambiguous(envelope, code, ambiguous_attempts)
        case SendOutcome.REJECTED if code == TARGET_GONE:
            return Verdict(OutboxStatus.CANCELLED, code)
        case _:
            return Verdict(OutboxStatus.FAILED, code)


def _migrated(envelope: Envelope, code: str | None) -> Verdict:
    if envelope.method in NEED_TARGET:
        return Verdict(OutboxStatus.CANCELLED, "moved")
    if envelope.last_code == code:  # for the second time: something is wrong, so wait longer
        return Verdict(OutboxStatus.PENDING, code, _backoff(envelope.tries))
    return Verdict(OutboxStatus.PENDING, code, refund=True)


def _ambiguous(envelope: Envelope, code: str | None, ambiguous_attempts: int) -> Verdict:
    if envelope.klass is OutboxClass.REPLY and not envelope.repeatable:
        if code == "lease" and ambiguous_attempts < REPLY_CLAIMS:
            return Verdict(OutboxStatus.PENDING, code)
        if ambiguous_attempts >= REPLY_RETRIES:
            return Verdict(OutboxStatus.UNKNOWN, code)
        return Verdict(OutboxStatus.PENDING, code, REPLY_WAITS[ambiguous_attempts])
    if envelope.klass in AT_MOST_ONCE and not envelope.repeatable:
        return Verdict(OutboxStatus.UNKNOWN, code)
    return Verdict(OutboxStatus.PENDING, code, 0.0 if code == "lease" else _backoff(envelope.tries))


def _backoff(tries: int) -> float:
    return min(LONGEST_WAIT, 2.0 ** min(tries, 6))


def page_failed(alert_id: int | None, klass: str, status: OutboxStatus) -> bool:
    """Whether a message about an alert did not reach the person who had to get it."""
    failed = status in (OutboxStatus.FAILED, OutboxStatus.UNKNOWN)
    return alert_id is not None and klass in URGENT and failed
