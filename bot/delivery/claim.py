"""The relay's work in the database: one transaction settles results and claims the next rows."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy.exc import IntegrityError

from bot.delivery.envelope import Envelope, Result
from bot.delivery.expired_leases import results_of_expired_leases
from bot.delivery.recordings import attach_recordings
from bot.delivery.rules import Verdict, is_budgeted, over_budget, page_failed, verdict_before_send
from bot.delivery.settle import settle
from bot.domain.reminders.budget import BOT_INITIATED, WEEK
from bot.texts.alerts.lists import storm_list
from db.enums import Digits, Language, OutboxClass, OutboxStatus
from db.queries import outbox
from db.queries.leases import release_lease, take_lease
from db.queries.outbox import Destination, Due
from db.queries.outbox.carried import finish_carried
from db.queries.outbox.fairness import drop_crowded_replies, promote_waiting_alerts
from db.session import Sessions, UnitOfWork, begin

log = logging.getLogger(__name__)

ROW_LEASE = timedelta(seconds=30)
"""How long a row in flight belongs to its sender. After that the sender counts as dead."""
SENDER_LEASE = "sender"
"""The lease that lets only one process send."""
SENDER_LEASE_TTL = timedelta(seconds=15)
SENDER_LEASE_RENEWAL = timedelta(seconds=5)
FAIR_EVERY = timedelta(seconds=1)
ALERT_PATIENCE = timedelta(seconds=5)
"""An alert that has waited so long goes before replies: nobody's flood holds it back."""
MOST_REPLIES = 20
"""For one account. Who wrote so much reads the newest answers, and does not keep others waiting."""

PageFailed = Callable[[UnitOfWork, int, datetime], Awaitable[None]]


async def ignore_failed_page(session: UnitOfWork, alert_id: int, now: datetime) -> None:
    """The default: nothing depends on a failed page."""


@dataclass(frozen=True, slots=True)
class Claimed:
    envelopes: list[Envelope]
    more: bool
    """Whether more rows may be due."""


NOTHING = Claimed([], False)


class OutboxStore:
    def __init__(
        self,
        sessions: Sessions,
        clock: Callable[[], datetime],
        instance: str,
        on_page_failed: PageFailed = ignore_failed_page,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._instance = instance
        self._on_page_failed = on_page_failed
        self._sender_lease_until: datetime | None = None
        self._fair_again_at: datetime | None = None
        self._in_flight_by_token: Counter[str] = Counter()
        """How many messages are in flight under each claim token of this process."""

    async def settle_and_claim(
        self,
        results: Sequence[Result],
        limit: int,
        held: Collection[Destination],
        *,
        under_lease: bool,
    ) -> Claimed:
        """Settle the results, then claim up to `limit` rows for chats that are not `held`.

        `under_lease`: claim only while this process holds the sender lease.
        """
        try:
            async with begin(self._sessions) as session:
                now = self._clock()
                await self._settle(session, results, now)
                if under_lease and not await self._holds_sender_lease(session, now):
                    return NOTHING
                await self._settle_expired_leases(session, now)
                if limit <= 0:
                    return NOTHING
                return await self._claim(session, limit, held, now)
        except IntegrityError:
            # Another sender claimed a row for the same chat at the same moment: it may send.
            log.info("claimed nothing: another sender was faster")
        async with begin(self._sessions) as session:
            await self._settle(session, results, self._clock())
        return NOTHING

    async def settle_and_release(self, results: Sequence[Result]) -> None:
        """Settle the last results and release the sender lease."""
        async with begin(self._sessions) as session:
            await self._settle(session, results, self._clock())
            await release_lease(session, SENDER_LEASE, self._instance)
        self._sender_lease_until = None

    async def _holds_sender_lease(self, session: UnitOfWork, now: datetime) -> bool:
        # Trusted without a query for much less time than the lease lasts: no two senders overlap.
        if self._sender_lease_until is not None and now < self._sender_lease_until:
            return True
        self._sender_lease_until = None
        if not await take_lease(session, SENDER_LEASE, self._instance, now, SENDER_LEASE_TTL):
            return False
        self._sender_lease_until = now + SENDER_LEASE_RENEWAL
        return True

    async def _settle(self, session: UnitOfWork, results: Sequence[Result], now: datetime) -> None:
        for result in results:
            self._in_flight_by_token[result.envelope.token] -= 1
        self._in_flight_by_token = +self._in_flight_by_token
        if results:
            for alert_id in await settle(session, results, now=now):
                await self._report_failed_page(session, alert_id, now)

    async def _settle_expired_leases(self, session: UnitOfWork, now: datetime) -> None:
        ours = self._in_flight_by_token
        expired = await results_of_expired_leases(session, ours=ours, lease=ROW_LEASE, now=now)
        if expired:
            log.warning("%d messages were in flight when their sender died", len(expired))
            await self._settle(session, expired, now)

    async def _claim(
        self, session: UnitOfWork, limit: int, held: Collection[Destination], now: datetime
    ) -> Claimed:
        ids, more, crowded = await outbox.due_ids(session, now=now, limit=limit, held=held)
        dues = await outbox.load_due(session, ids, now=now)
        sendable = await self._keep_sendable(session, dues, now)
        token, until = token_hex(8), now + ROW_LEASE
        ours = await outbox.claim(session, [due.id for due in sendable], token=token, until=until)
        envelopes = [_envelope(due, token, until) for due in sendable if due.id in ours]
        await attach_recordings(session, envelopes)
        self._in_flight_by_token[token] += len(envelopes)
        if crowded:
            await self._share_fairly(session, now)
        # A row that was dropped or postponed may have been in front of another to the same chat.
        return Claimed(envelopes, more or len(sendable) < len(ids))

    async def _share_fairly(self, session: UnitOfWork, now: datetime) -> None:
        """More waits than can be sent: see to it that one flood does not hold back the others."""
        if self._fair_again_at is not None and now < self._fair_again_at:
            return
        self._fair_again_at = now + FAIR_EVERY
        await promote_waiting_alerts(session, waiting_since=now - ALERT_PATIENCE)
        await drop_crowded_replies(session, most=MOST_REPLIES, now=now)

    async def _keep_sendable(
        self, session: UnitOfWork, dues: Sequence[Due], now: datetime
    ) -> list[Due]:
        """Close or postpone the rows that may not be sent now; return the others."""
        sendable: list[Due] = []
        finished, postponed, alerts = [], [], []
        superseded = await outbox.superseded_edits(session, [d for d in dues if d.method == "edit"])
        for row_id in superseded:
            finished.append(_finished(row_id, OutboxStatus.CANCELLED, "superseded", now))
        spent = await _recent_bot_initiated(session, dues, now)
        for due in dues:
            if due.id in superseded:
                continue
            verdict = _verdict_or_failed(due)
            if verdict is None and due.dest in spent and is_budgeted(due):
                verdict = over_budget(due, spent[due.dest], now)
            if verdict is None:
                sendable.append(due)
            elif verdict.status is OutboxStatus.PENDING:
                at = now + timedelta(seconds=verdict.wait)
                postponed.append({"row": due.id, "at": at, "refund": 0, "code": verdict.code})
            else:
                finished.append(_finished(due.id, verdict.status, verdict.code, now))
                if page_failed(due.alert_id, due.klass, verdict.status):
                    alerts.append(due.alert_id or 0)
        await outbox.finish(session, finished)
        await outbox.retry(session, postponed)
        lists = {due.id for due in dues if due.template == storm_list.name and due.method == "send"}
        if lists:
            closed = [row for row in finished if row["row"] in lists]
            alerts += await finish_carried(session, closed)
        for alert_id in dict.fromkeys(alerts):
            await self._report_failed_page(session, alert_id, now)
        return sendable

    async def _report_failed_page(self, session: UnitOfWork, alert_id: int, now: datetime) -> None:
        try:
            async with session.begin_nested():
                await self._on_page_failed(session, alert_id, now)
        except Exception:
            # Delivery goes on; the alert still escalates by its own clock.
            log.exception("the failed page of alert %d could not be reported", alert_id)


async def _recent_bot_initiated(
    session: UnitOfWork, dues: Sequence[Due], now: datetime
) -> dict[Destination, list[datetime]]:
    """When the bot recently spoke first to the destinations to which it is about to do so."""
    first = {due.dest for due in dues if due.klass in BOT_INITIATED and is_budgeted(due)}
    found = await outbox.bot_initiated(session, first, since=now - WEEK)
    return {dest: [at for at in moments if at is not None] for dest, moments in found.items()}


def _verdict_or_failed(due: Due) -> Verdict | None:
    """A row with invalid values fails alone and does not block the others."""
    try:
        OutboxClass(due.klass)
        Language(due.language or Language.HINDI)
        return verdict_before_send(due)
    except ValueError:
        log.error("outbox %d has invalid values", due.id)
        return Verdict(OutboxStatus.FAILED, "row")


def _target_message(due: Due) -> int | None:
    """The message to edit, to delete or to reply to.

    A new message is no reply if the chat was upgraded since: message ids changed with it.
    """
    if due.method == "send" and due.target_chat_id != due.chat_id:
        return None
    return due.target_sent_id or due.target_message_id


def _finished(
    row_id: int, status: OutboxStatus, code: str | None, now: datetime
) -> dict[str, object]:
    return {
        "row": row_id,
        "status": status.value,
        "code": code,
        "chat": None,
        "message": None,
        "at": now,
    }


def _envelope(due: Due, token: str, until: datetime) -> Envelope:
    assert due.chat_id is not None
    return Envelope(
        id=due.id,
        token=token,
        klass=OutboxClass(due.klass),
        priority=due.priority,
        method=due.method,
        dest=due.dest,
        chat_id=due.chat_id,
        language=Language(due.language) if due.language else Language.HINDI,
        template=due.template,
        params=due.params or {},
        message_id=_target_message(due),
        alert_id=due.alert_id,
        tries=due.tries + 1,
        last_code=due.last_code,
        lease_until=until,
        was_unreachable=due.unreachable,
        digits=Digits(due.digits) if due.digits else Digits.LATIN,
        voice=bool(due.voice) and due.method != "delete",
    )
