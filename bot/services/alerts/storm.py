"""An alert storm: many alerts at once go out as one list instead of ringing one by one.

Each alert keeps its own page row in the outbox. In a storm the row is carried by a list, one
message with the codes of all of them, and shares the fate of that message: sent, failed, expired.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.services.alerts.visibility import alert_lines
from bot.services.outbox import To, enqueue
from bot.texts.alerts import lists as texts
from bot.texts.sentences import Message
from db.enums import OutboxClass, OutboxStatus, Severity
from db.models import Outbox
from db.queries.alerts.cards import alerts_on_list, list_by_key, page_count_since, pending_list
from db.session import UnitOfWork

LIST = texts.storm_list.name
ONE_MINUTE = timedelta(minutes=1)
SINGLE_PAGES_A_MINUTE = {OutboxClass.EMERGENCY: 10, OutboxClass.ALERT: 5}
"""So many pages a minute go out one by one to a recipient; further ones go on a list."""
LIST_DELAY = timedelta(seconds=15)
"""How long a list waits for more alerts; an emergency must be sent within a minute."""


async def list_for_page(
    session: UnitOfWork, to: To, klass: OutboxClass, page_key: str, *, now: datetime
) -> str | None:
    """The key of the list that carries this page; None if it goes out by itself."""
    await session.flush_queued()
    pages = await page_count_since(session, to.kind, to.id, now - ONE_MINUTE)
    if pages < SINGLE_PAGES_A_MINUTE[klass]:
        return None
    waiting = await pending_list(session, LIST, to.kind, to.id)
    if waiting is not None and waiting.dedup_key is not None:
        if klass.order < waiting.priority:
            waiting.klass, waiting.priority = klass, klass.order
        return waiting.dedup_key
    key = f"list:{page_key}"
    message = texts.storm_list(alerts=())
    enqueue(session, klass, to, message, dedup_key=key, not_before=now + LIST_DELAY, now=now)
    return key


async def refresh_list(session: UnitOfWork, key: str, *, now: datetime) -> None:
    """Update the list to show its alerts as they are now, by an edit if it was sent already."""
    await session.flush_queued()
    row = await list_by_key(session, key)
    if row is None:
        return
    message = await _list_as_now(session, key)
    if row.status == OutboxStatus.PENDING:
        row.params = message.params
        if not await _has_pending_page(session, key):
            row.status, row.last_code, row.done_at = OutboxStatus.CANCELLED, "all taken", now
    elif row.status in (OutboxStatus.SENDING, OutboxStatus.SENT):
        to = To.again(row)
        enqueue(
            session,
            OutboxClass.ALERT,
            to,
            message,
            method="edit",
            target_outbox_id=row.id,
            now=now,
        )


async def pending_lists_of_alert(session: UnitOfWork, alert_id: int) -> list[str]:
    """Keys of the lists with pages of this alert that have not been sent."""
    rows = await session.scalars(
        select(Outbox.carried_by)
        .where(
            Outbox.alert_id == alert_id,
            Outbox.status == OutboxStatus.PENDING,
            Outbox.carried_by.is_not(None),
        )
        .distinct()
    )
    return [key for key in rows if key is not None]


async def _has_pending_page(session: UnitOfWork, key: str) -> bool:
    """Whether a page on the list is still to be sent."""
    found = await session.scalar(
        select(Outbox.id)
        .where(Outbox.carried_by == key, Outbox.status == OutboxStatus.PENDING)
        .limit(1)
    )
    return found is not None


async def _list_as_now(session: UnitOfWork, key: str) -> Message:
    alerts = await alerts_on_list(session, key)
    alerts.sort(key=lambda alert: (-Severity(alert.severity).rank, alert.raised_at, alert.id))
    return texts.storm_list(alerts=await alert_lines(session, alerts))
