"""Stores the results of attempts: many at once, and only for rows that this process still holds."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from bot.delivery.envelope import Envelope, Result
from bot.delivery.outcomes import NOT_IN_GROUP
from bot.delivery.rules import Verdict, page_failed, verdict_after_attempt
from bot.services.groups import move_chat
from bot.texts.alerts.lists import storm_list
from db.enums import OutboxClass, OutboxStatus, SendOutcome
from db.queries import outbox
from db.queries.outbox.carried import finish_carried
from db.session import UnitOfWork

log = logging.getLogger(__name__)

NOT_TRIED = Verdict(OutboxStatus.PENDING, None, refund=True)


async def settle(session: UnitOfWork, results: Sequence[Result], *, now: datetime) -> list[int]:
    """Store the results; return the alerts for which a page failed, each once."""
    tokens = await outbox.claim_tokens(session, [r.envelope.id for r in results])
    ours = [r for r in results if tokens.get(r.envelope.id) == r.envelope.token]
    ambiguous_attempts = await outbox.ambiguous_attempts(
        session, [r.envelope.id for r in ours if _is_ambiguous_reply(r)]
    )
    finished, retried, alerts = [], [], []
    for result in ours:
        envelope = result.envelope
        verdict = _verdict(result, ambiguous_attempts.get(envelope.id, 0))
        if verdict.status is OutboxStatus.PENDING:
            retried.append(_retry_row(result, verdict, now))
        else:
            finished.append(_finished_row(result, verdict, now))
            _log_failure(result, verdict)
            if page_failed(envelope.alert_id, envelope.klass, verdict.status):
                alerts.append(envelope.alert_id or 0)
    await outbox.finish(session, finished)
    await outbox.retry(session, retried)
    lists = {r.envelope.id for r in ours if _is_list(r.envelope)}
    if lists:
        alerts += await finish_carried(session, [row for row in finished if row["row"] in lists])
    await outbox.add_attempts(session, [_attempt_row(r) for r in results if r.outcome])
    await _update_destinations(session, ours, now)
    return list(dict.fromkeys(alerts))


def _is_list(envelope: Envelope) -> bool:
    return envelope.template == storm_list.name and envelope.method == "send"


def _is_ambiguous_reply(result: Result) -> bool:
    doubtful = result.outcome is not None and result.outcome.kind is SendOutcome.AMBIGUOUS
    return doubtful and result.envelope.klass is OutboxClass.REPLY


def _verdict(result: Result, ambiguous_attempts: int) -> Verdict:
    if result.outcome is None:
        return NOT_TRIED
    return verdict_after_attempt(result.envelope, result.outcome, ambiguous_attempts)


def _finished_row(result: Result, verdict: Verdict, now: datetime) -> dict[str, Any]:
    return {
        "row": result.envelope.id,
        "status": verdict.status.value,
        "code": verdict.code,
        "chat": result.chat_id,
        "message": result.message_id,
        "at": now,
    }


def _retry_row(result: Result, verdict: Verdict, now: datetime) -> dict[str, Any]:
    return {
        "row": result.envelope.id,
        "at": now + timedelta(seconds=verdict.wait),
        "refund": int(verdict.refund),
        "code": verdict.code,
    }


def _attempt_row(result: Result) -> dict[str, Any]:
    assert result.outcome is not None
    return {
        "outbox_id": result.envelope.id,
        "started_at": result.started_at,
        "ended_at": result.ended_at,
        "outcome": result.outcome.kind.value,
        "code": result.outcome.code,
    }


def _log_failure(result: Result, verdict: Verdict) -> None:
    if verdict.status in (OutboxStatus.FAILED, OutboxStatus.UNKNOWN):
        rejected = result.outcome is not None and result.outcome.kind is SendOutcome.REJECTED
        level = logging.ERROR if rejected else logging.WARNING
        envelope = result.envelope
        log.log(
            level,
            "outbox %d (%s): %s, %s",
            envelope.id,
            envelope.klass,
            verdict.status,
            verdict.code,
        )


async def _update_destinations(session: UnitOfWork, ours: Sequence[Result], now: datetime) -> None:
    """Store what the outcomes say about the accounts and groups themselves."""
    back = []
    for result in ours:
        outcome, (kind, dest_id) = result.outcome, result.envelope.dest
        if outcome is None:
            continue
        if outcome.kind is SendOutcome.SENT:
            if result.envelope.was_unreachable:
                back.append(dest_id)
        elif outcome.kind is SendOutcome.UNREACHABLE:
            await _mark_unreachable(session, kind, dest_id, outcome.code or "", now)
        elif outcome.kind is SendOutcome.MIGRATED and outcome.new_chat_id is not None:
            await _move_to_new_chat(session, result.envelope.chat_id, outcome.new_chat_id, now)
    await outbox.mark_reachable(session, back)


async def _mark_unreachable(
    session: UnitOfWork, kind: str, dest_id: int, code: str, now: datetime
) -> None:
    if kind == "account":
        row = {"row": dest_id, "reason": code, "now": now}
        await outbox.mark_unreachable(session, [row])
    elif code in NOT_IN_GROUP:
        await outbox.mark_groups_left(session, [{"row": dest_id}])


async def _move_to_new_chat(
    session: UnitOfWork, old_chat: int, new_chat: int, now: datetime
) -> None:
    try:
        async with session.begin_nested():
            await move_chat(session, old_chat, new_chat, now=now)
    except IntegrityError:
        log.error("two groups have the same chat after an upgrade: an operator has to look")
