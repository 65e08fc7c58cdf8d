"""The rules of delivery, pure: may this row still go out, and what follows from an outcome."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.envelope import Parcel
from bot.delivery.outcomes import GONE, Outcome
from bot.domain.reminders.budget import BUDGETED, room_at
from db.enums import GroupState, OutboxClass, OutboxStatus, SendOutcome
from db.queries.outbox import Due

LONGEST_WAIT = 60.0
REPLY_DOUBTS = 2
"""So often a reply is sent again when nobody knows whether it arrived."""
REPLY_WAITS = (3.0, 30.0)
URGENT = frozenset({OutboxClass.EMERGENCY, OutboxClass.ALERT})
SURELY = frozenset({OutboxClass.EMERGENCY, OutboxClass.REPLY, OutboxClass.ALERT})
"""Tried even where the person was unreachable: they may be back, and a failure has consequences."""
ONCE = frozenset({OutboxClass.REMINDER, OutboxClass.STORY})
"""Two are worse than none: never sent again in doubt."""
AIMED = frozenset({"edit", "delete", "pin", "react"})
"""Done to a message: without it there is nothing to do. The others are done to a person."""
UNSENT = frozenset({OutboxStatus.PENDING.value, OutboxStatus.SENDING.value})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`status` PENDING: again in `wait` seconds. `refund`: the try does not count."""

    status: OutboxStatus
    code: str | None
    wait: float = 0.0
    refund: bool = False


def verdict_before(due: Due) -> Verdict | None:
    """Why a row that is due is not sent after all; None: send it."""
    if due.expired:
        return Verdict(OutboxStatus.EXPIRED, "expired")
    return _unwanted(due) or _nowhere(due) or _before(due)


def is_budgeted(due: Due) -> bool:
    """Whether the bot speaks first with it."""
    return due.method == "send" and OutboxClass(due.klass) in BUDGETED


def too_soon(due: Due, spent: Collection[datetime], now: datetime) -> Verdict | None:
    """Where the bot speaks first: not at night, and not more often than its budget allows.

    Here all such messages pass, whoever wrote them. One that cannot wait grows too old meanwhile.
    """
    at = room_at(due.dest_kind, spent, now)
    if at == now:
        return None
    return Verdict(OutboxStatus.PENDING, "budget", wait=(at - now).total_seconds())


def _unwanted(due: Due) -> Verdict | None:
    if not due.still_open:
        return Verdict(OutboxStatus.CANCELLED, "alert")
    if not due.consented:
        return Verdict(OutboxStatus.CANCELLED, "consent")
    if not due.story_allowed:
        return Verdict(OutboxStatus.CANCELLED, "story")
    return None


def _nowhere(due: Due) -> Verdict | None:
    if due.chat_id is None:
        return Verdict(OutboxStatus.FAILED, "no_chat")
    if due.group_state == GroupState.LEFT.value:
        return Verdict(OutboxStatus.FAILED, "left")
    if due.unreachable and OutboxClass(due.klass) not in SURELY:
        return Verdict(OutboxStatus.FAILED, "unreachable")
    return None


def _before(due: Due) -> Verdict | None:
    """What must have been sent first: the message to change, or the one that this follows."""
    if due.method != "send":
        return _no_target(due) if due.method in AIMED else None
    if due.target_outbox_id is None or due.target_status == OutboxStatus.SENT.value:
        return None
    if due.target_status in UNSENT:
        return Verdict(OutboxStatus.PENDING, "target", wait=2.0)
    return Verdict(OutboxStatus.CANCELLED, "target")


def _no_target(due: Due) -> Verdict | None:
    if due.target_outbox_id is not None:
        if due.target_status in UNSENT and due.target_tries:
            return Verdict(OutboxStatus.PENDING, "target", wait=2.0)  # it may be there already
        if due.target_sent_id is None:
            return Verdict(OutboxStatus.CANCELLED, "target")
        if due.target_chat_id != due.chat_id:
            return Verdict(OutboxStatus.CANCELLED, "moved")
        return None
    if due.target_message_id is None:
        return Verdict(OutboxStatus.CANCELLED, "target")
    return Verdict(OutboxStatus.CANCELLED, "moved") if due.moved else None


def verdict_after(parcel: Parcel, outcome: Outcome, doubts: int = 0) -> Verdict:
    """`doubts`: how many tries before this one ended without our learning how."""
    code = outcome.code
    match outcome.kind:
        case SendOutcome.SENT:
            return Verdict(OutboxStatus.SENT, code)
        case SendOutcome.FLOOD:
            # Spread over a second, so that those who were held do not all come back at once.
            wait = (outcome.retry_after or 1.0) + parcel.id % 10 / 10
            return Verdict(OutboxStatus.PENDING, code, wait, refund=True)
        case SendOutcome.MIGRATED:
            return _migrated(parcel, code)
        case SendOutcome.NOT_SENT:
            return Verdict(OutboxStatus.PENDING, code, _growing(parcel.tries))
        case SendOutcome.AMBIGUOUS:
            return _in_doubt(parcel, code, doubts)
        case SendOutcome.REJECTED if code == GONE:
            return Verdict(OutboxStatus.CANCELLED, code)
        case _:
            return Verdict(OutboxStatus.FAILED, code)


def _migrated(parcel: Parcel, code: str | None) -> Verdict:
    if parcel.method in AIMED:
        return Verdict(OutboxStatus.CANCELLED, "moved")
    if parcel.last_code == code:  # once more: something is odd, so no hurry
        return Verdict(OutboxStatus.PENDING, code, _growing(parcel.tries))
    return Verdict(OutboxStatus.PENDING, code, refund=True)


def _in_doubt(parcel: Parcel, code: str | None, doubts: int) -> Verdict:
    if parcel.klass is OutboxClass.REPLY and not parcel.repeatable:
        if doubts >= REPLY_DOUBTS:
            return Verdict(OutboxStatus.UNKNOWN, code)
        return Verdict(OutboxStatus.PENDING, code, 0.0 if code == "lease" else REPLY_WAITS[doubts])
    if parcel.klass in ONCE and not parcel.repeatable:
        return Verdict(OutboxStatus.UNKNOWN, code)
    return Verdict(OutboxStatus.PENDING, code, 0.0 if code == "lease" else _growing(parcel.tries))


def _growing(tries: int) -> float:
    return min(LONGEST_WAIT, 2.0 ** min(tries, 6))


def page_failed(alert_id: int | None, klass: str, status: OutboxStatus) -> bool:
    """Did a person who had to hear of an alert not hear of it?"""
    failed = status in (OutboxStatus.FAILED, OutboxStatus.UNKNOWN)
    return alert_id is not None and klass in URGENT and failed
