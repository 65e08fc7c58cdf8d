"""Writes down what became of messages: many at once, and only of those that are still ours."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from bot.delivery.envelope import Parcel, Result
from bot.delivery.outcomes import KICKED
from bot.delivery.rules import Verdict, page_failed, verdict_after
from bot.services.groups import move_chat
from db.enums import OutboxClass, OutboxStatus, SendOutcome
from db.queries import outbox
from db.queries.outbox.carried import LIST, finish_carried
from db.session import Unit

log = logging.getLogger(__name__)

HANDED_BACK = Verdict(OutboxStatus.PENDING, None, refund=True)


async def settle(session: Unit, results: Sequence[Result], *, now: datetime) -> list[int]:
    """Return the alerts of which a page failed, each once."""
    tokens = await outbox.owned(session, [r.parcel.id for r in results])
    ours = [r for r in results if tokens.get(r.parcel.id) == r.parcel.token]
    doubts = await outbox.doubts(session, [r.parcel.id for r in ours if _is_doubtful_reply(r)])
    finished, again, alerts = [], [], []
    for result in ours:
        parcel = result.parcel
        verdict = _verdict(result, doubts.get(parcel.id, 0))
        if verdict.status is OutboxStatus.PENDING:
            again.append(_again(result, verdict, now))
        else:
            finished.append(_finished(result, verdict, now))
            _log_failure(result, verdict)
            if page_failed(parcel.alert_id, parcel.klass, verdict.status):
                alerts.append(parcel.alert_id or 0)
    await outbox.run(session, outbox.FINISH, finished)
    await outbox.run(session, outbox.AGAIN, again)
    lists = {r.parcel.id for r in ours if _is_list(r.parcel)}
    if lists:
        alerts += await finish_carried(session, [row for row in finished if row["row"] in lists])
    await outbox.run(session, outbox.ATTEMPT, [_attempt(r) for r in results if r.outcome])
    await _follow(session, ours, now)
    return list(dict.fromkeys(alerts))


def _is_list(parcel: Parcel) -> bool:
    return parcel.template == LIST and parcel.method == "send"


def _is_doubtful_reply(result: Result) -> bool:
    doubtful = result.outcome is not None and result.outcome.kind is SendOutcome.AMBIGUOUS
    return doubtful and result.parcel.klass is OutboxClass.REPLY


def _verdict(result: Result, doubts: int) -> Verdict:
    if result.outcome is None:
        return HANDED_BACK
    return verdict_after(result.parcel, result.outcome, doubts)


def _finished(result: Result, verdict: Verdict, now: datetime) -> dict[str, Any]:
    return {
        "row": result.parcel.id,
        "status": verdict.status.value,
        "code": verdict.code,
        "chat": result.chat_id,
        "message": result.message_id,
        "at": now,
    }


def _again(result: Result, verdict: Verdict, now: datetime) -> dict[str, Any]:
    return {
        "row": result.parcel.id,
        "at": now + timedelta(seconds=verdict.wait),
        "refund": int(verdict.refund),
        "code": verdict.code,
    }


def _attempt(result: Result) -> dict[str, Any]:
    assert result.outcome is not None
    return {
        "outbox_id": result.parcel.id,
        "started_at": result.started_at,
        "ended_at": result.ended_at,
        "outcome": result.outcome.kind.value,
        "code": result.outcome.code,
    }


def _log_failure(result: Result, verdict: Verdict) -> None:
    if verdict.status in (OutboxStatus.FAILED, OutboxStatus.UNKNOWN):
        rejected = result.outcome is not None and result.outcome.kind is SendOutcome.REJECTED
        level = logging.ERROR if rejected else logging.WARNING
        parcel = result.parcel
        log.log(
            level, "outbox %d (%s): %s, %s", parcel.id, parcel.klass, verdict.status, verdict.code
        )


async def _follow(session: Unit, ours: Sequence[Result], now: datetime) -> None:
    """What outcomes say of the destinations themselves."""
    back = []
    for result in ours:
        outcome, (kind, dest_id) = result.outcome, result.parcel.dest
        if outcome is None:
            continue
        if outcome.kind is SendOutcome.SENT:
            if result.parcel.was_unreachable:
                back.append(dest_id)
        elif outcome.kind is SendOutcome.UNREACHABLE:
            await _unreachable(session, kind, dest_id, outcome.code or "", now)
        elif outcome.kind is SendOutcome.MIGRATED and outcome.new_chat_id is not None:
            await _move(session, result.parcel.chat_id, outcome.new_chat_id, now)
    await outbox.reachable(session, back)


async def _unreachable(session: Unit, kind: str, dest_id: int, code: str, now: datetime) -> None:
    if kind == "account":
        row = {"row": dest_id, "reason": code, "now": now}
        await outbox.run(session, outbox.UNREACHABLE, [row])
    elif code in KICKED:
        await outbox.run(session, outbox.LEFT, [{"row": dest_id}])


async def _move(session: Unit, old_chat: int, new_chat: int, now: datetime) -> None:
    try:
        async with session.begin_nested():
            await move_chat(session, old_chat, new_chat, now=now)
    except IntegrityError:
        log.error("two groups claim one chat after an upgrade: an operator has to look")
