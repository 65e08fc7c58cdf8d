"""Many alerts at once: one list instead of a phone that rings without end, and none lost.

Each alert keeps its page row. In a storm the row is carried by a list, one message with the codes
of all of them; what becomes of the list becomes of every row that it carries.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.services.alerts.visibility import brief
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass, OutboxStatus, Severity
from db.models import Outbox
from db.queries.alerts.cards import alerts_on_list, list_of_key, pages_since, waiting_list
from db.session import Unit

LIST = "alerts.many"
A_MINUTE = timedelta(minutes=1)
SINGLY = {OutboxClass.EMERGENCY: 10, OutboxClass.ALERT: 5}
"""So many pages a minute reach one recipient each by itself."""
GATHERS = timedelta(seconds=15)
"""How long a list waits for more; an emergency has a minute to be sent."""


async def carrier(
    session: Unit, to: To, klass: OutboxClass, page_key: str, *, now: datetime
) -> str | None:
    """The key of the list that carries this page; None: it goes out by itself."""
    await session.flush_deferred()
    pages = await pages_since(session, to.kind, to.id, now - A_MINUTE)
    if pages < SINGLY[klass]:
        return None
    waiting = await waiting_list(session, LIST, to.kind, to.id)
    if waiting is not None and waiting.dedup_key is not None:
        if klass.order < waiting.priority:
            waiting.klass, waiting.priority = klass, klass.order
        return waiting.dedup_key
    key = f"list:{page_key}"
    enqueue(session, klass, to, LIST, dedup_key=key, not_before=now + GATHERS, now=now)
    return key


async def refresh_list(session: Unit, key: str, *, now: datetime) -> None:
    """Show every alert on it as it is now: before it goes out, or by an edit after."""
    await session.flush_deferred()
    row = await list_of_key(session, key)
    if row is None:
        return
    params = await _params(session, key)
    if row.status == OutboxStatus.PENDING:
        row.params = params
        if not await _carries(session, key):
            row.status, row.last_code, row.done_at = OutboxStatus.CANCELLED, "all taken", now
    elif row.status in (OutboxStatus.SENDING, OutboxStatus.SENT):
        to = To(row.dest_kind, row.dest_id)
        enqueue(
            session,
            OutboxClass.ALERT,
            to,
            LIST,
            params,
            method="edit",
            target_outbox_id=row.id,
            now=now,
        )


async def lists_of_pending(session: Unit, alert_id: int) -> list[str]:
    """The lists that would carry pages of this alert and have not gone out."""
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


async def _carries(session: Unit, key: str) -> bool:
    """Whether a page on it is still wanted."""
    found = await session.scalar(
        select(Outbox.id)
        .where(Outbox.carried_by == key, Outbox.status == OutboxStatus.PENDING)
        .limit(1)
    )
    return found is not None


async def _params(session: Unit, key: str) -> dict[str, Any]:
    alerts = await alerts_on_list(session, key)
    alerts.sort(key=lambda alert: (-Severity(alert.severity).rank, alert.raised_at, alert.id))
    return {"alerts": [await brief(session, alert) for alert in alerts]}
