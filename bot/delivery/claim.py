"""The outbox's books: one transaction settles what came back and claims what goes next."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy.exc import IntegrityError

from bot.delivery.envelope import Parcel, Result
from bot.delivery.expired_leases import results_of_the_dead
from bot.delivery.recordings import give_voices
from bot.delivery.rules import Verdict, is_budgeted, page_failed, too_soon, verdict_before
from bot.delivery.settle import settle
from bot.domain.reminders.budget import BUDGETED, WEEK
from db.enums import Digits, Language, OutboxClass, OutboxStatus
from db.queries import outbox
from db.queries.leases import release_lease, take_lease
from db.queries.outbox import Destination, Due
from db.queries.outbox.carried import LIST, finish_carried
from db.session import Sessions, Unit, begin

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""For a row in flight: past it the sender is taken for dead."""
OFFICE = "sender"
OFFICE_TTL = timedelta(seconds=15)
OFFICE_RENEWAL = timedelta(seconds=5)

PageFailed = Callable[[Unit, int, datetime], Awaitable[None]]


async def nobody_minds(session: Unit, alert_id: int, now: datetime) -> None:
    """Where nothing hangs on a page that failed."""


@dataclass(frozen=True, slots=True)
class Claimed:
    parcels: list[Parcel]
    more: bool
    """There may be more that is due."""


NOTHING = Claimed([], False)


class Clerk:
    def __init__(
        self,
        sessions: Sessions,
        clock: Callable[[], datetime],
        instance: str,
        on_page_failed: PageFailed = nobody_minds,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._instance = instance
        self._on_page_failed = on_page_failed
        self._office_until: datetime | None = None
        self._carried: Counter[str] = Counter()
        """Messages on their way under each of our tokens."""

    async def turn(
        self, results: Sequence[Result], limit: int, held: Collection[Destination], *, office: bool
    ) -> Claimed:
        """Settle and claim. `office`: claim only while this process is the one that may send."""
        try:
            async with begin(self._sessions) as session:
                now = self._clock()
                await self._settle(session, results, now)
                if office and not await self._holds_office(session, now):
                    return NOTHING
                await self._bury(session, now)
                return await self._claim(session, limit, held, now) if limit > 0 else NOTHING
        except IntegrityError:
            # Another sender took a row for the same chat at the same instant. Its turn.
            log.info("claimed nothing: another sender was faster")
        async with begin(self._sessions) as session:
            await self._settle(session, results, self._clock())
        return NOTHING

    async def close(self, results: Sequence[Result]) -> None:
        """Settle what is left and let another process send."""
        async with begin(self._sessions) as session:
            await self._settle(session, results, self._clock())
            await release_lease(session, OFFICE, self._instance)
        self._office_until = None

    async def _holds_office(self, session: Unit, now: datetime) -> bool:
        # The lease in memory ends before the one in the table: no two senders overlap.
        if self._office_until is not None and now < self._office_until:
            return True
        self._office_until = None
        if not await take_lease(session, OFFICE, self._instance, now, OFFICE_TTL):
            return False
        self._office_until = now + OFFICE_RENEWAL
        return True

    async def _settle(self, session: Unit, results: Sequence[Result], now: datetime) -> None:
        for result in results:
            self._carried[result.parcel.token] -= 1
        self._carried = +self._carried
        if results:
            for alert_id in await settle(session, results, now=now):
                await self._tell_of_failed_page(session, alert_id, now)

    async def _bury(self, session: Unit, now: datetime) -> None:
        dead = await results_of_the_dead(session, ours=self._carried, lease=LEASE, now=now)
        if dead:
            log.warning("%d messages were in flight when their sender died", len(dead))
            await self._settle(session, dead, now)

    async def _claim(
        self, session: Unit, limit: int, held: Collection[Destination], now: datetime
    ) -> Claimed:
        ids, more = await outbox.candidates(session, now=now, limit=limit, held=held)
        wanted = await self._weed(session, await outbox.details(session, ids, now=now), now)
        token, until = token_hex(8), now + LEASE
        ours = await outbox.claim(session, [due.id for due in wanted], token=token, until=until)
        parcels = [_parcel(due, token, until) for due in wanted if due.id in ours]
        await give_voices(session, parcels)
        self._carried[token] += len(parcels)
        # What was weeded out may have stood before a message to the same chat.
        return Claimed(parcels, more or len(wanted) < len(ids))

    async def _weed(self, session: Unit, dues: Sequence[Due], now: datetime) -> list[Due]:
        """Close or postpone what is not to go out; return the rest."""
        wanted: list[Due] = []
        over, later, alerts = [], [], []
        pointless = await outbox.older_edits(session, [d for d in dues if d.method == "edit"])
        for row_id in pointless:
            over.append(_over(row_id, OutboxStatus.CANCELLED, "superseded", now))
        spent = await _spent(session, dues, now)
        for due in dues:
            if due.id in pointless:
                continue
            verdict = _verdict(due)
            if verdict is None and due.dest in spent and is_budgeted(due):
                verdict = too_soon(due, spent[due.dest], now)
            if verdict is None:
                wanted.append(due)
            elif verdict.status is OutboxStatus.PENDING:
                at = now + timedelta(seconds=verdict.wait)
                later.append({"row": due.id, "at": at, "refund": 0, "code": verdict.code})
            else:
                over.append(_over(due.id, verdict.status, verdict.code, now))
                if page_failed(due.alert_id, due.klass, verdict.status):
                    alerts.append(due.alert_id or 0)
        await outbox.run(session, outbox.FINISH, over)
        await outbox.run(session, outbox.AGAIN, later)
        lists = {due.id for due in dues if due.template == LIST and due.method == "send"}
        if lists:
            alerts += await finish_carried(session, [row for row in over if row["row"] in lists])
        for alert_id in dict.fromkeys(alerts):
            await self._tell_of_failed_page(session, alert_id, now)
        return wanted

    async def _tell_of_failed_page(self, session: Unit, alert_id: int, now: datetime) -> None:
        try:
            async with session.begin_nested():
                await self._on_page_failed(session, alert_id, now)
        except Exception:
            # Delivery goes on; the alert's own clock still climbs.
            log.exception("alert %d could not be told that a page failed", alert_id)


async def _spent(
    session: Unit, dues: Sequence[Due], now: datetime
) -> dict[Destination, list[datetime]]:
    """When the bot last spoke first to those to whom it is about to."""
    first = {due.dest for due in dues if due.klass in BUDGETED and is_budgeted(due)}
    found = await outbox.started(session, first, since=now - WEEK)
    return {dest: [at for at in moments if at is not None] for dest, moments in found.items()}


def _verdict(due: Due) -> Verdict | None:
    """A row that makes no sense must not stand in the way of the others."""
    try:
        OutboxClass(due.klass)
        Language(due.language or Language.HINDI)
        return verdict_before(due)
    except ValueError:
        log.error("outbox %d makes no sense", due.id)
        return Verdict(OutboxStatus.FAILED, "row")


def _target(due: Due) -> int | None:
    """The message to edit, to delete or to reply to; a reply to a chat that moved is none."""
    if due.method == "send" and due.target_chat_id != due.chat_id:
        return None
    return due.target_sent_id or due.target_message_id


def _over(row_id: int, status: OutboxStatus, code: str | None, now: datetime) -> dict[str, object]:
    return {
        "row": row_id,
        "status": status.value,
        "code": code,
        "chat": None,
        "message": None,
        "at": now,
    }


def _parcel(due: Due, token: str, until: datetime) -> Parcel:
    assert due.chat_id is not None
    return Parcel(
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
        message_id=_target(due),
        alert_id=due.alert_id,
        tries=due.tries + 1,
        last_code=due.last_code,
        lease_until=until,
        was_unreachable=due.unreachable,
        digits=Digits(due.digits) if due.digits else Digits.LATIN,
        voice=bool(due.voice) and due.method != "delete",
    )
