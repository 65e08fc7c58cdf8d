"""Pages, the first messages about an alert, and cards, which are edited as the alert changes."""

from datetime import datetime
from functools import partial

from sqlalchemy import update

from bot.services.alerts.storm import list_for_page, pending_lists_of_alert, refresh_list
from bot.services.alerts.visibility import CARD, LEADER_CARD, View, card_as_now
from bot.services.outbox import To, enqueue
from bot.texts.sentences import Message
from db.enums import OutboxClass, OutboxStatus, Severity
from db.models import Alert, Outbox
from db.queries.alerts.cards import cards_of
from db.session import UnitOfWork


async def send_page(
    session: UnitOfWork,
    alert: Alert,
    to: To,
    dedup_key: str,
    *,
    template: str = CARD,
    now: datetime,
) -> None:
    """Enqueue a page to one recipient. In a storm a list carries it, but it has its own row."""
    emergency = alert.severity == Severity.EMERGENCY
    klass = OutboxClass.EMERGENCY if emergency else OutboxClass.ALERT
    carried_by = None
    if template == CARD:
        carried_by = await list_for_page(session, to, klass, dedup_key, now=now)
    enqueue(
        session,
        klass,
        to,
        await card_as_now(session, alert, View(template, to.kind)),
        dedup_key=dedup_key,
        alert_id=alert.id,
        episode=alert.episode,
        carried_by=carried_by,
        now=now,
    )
    if carried_by is not None:
        await refresh_list(session, carried_by, now=now)


async def send_card(
    session: UnitOfWork,
    alert: Alert,
    account_id: int,
    *,
    klass: OutboxClass = OutboxClass.REPLY,
    now: datetime,
) -> None:
    """Send the whole card in private to one member of staff, outside the escalation."""
    enqueue(
        session,
        klass,
        To.staff(account_id, alert.clinic_id),
        await card_as_now(session, alert, View(CARD, "account")),
        alert_id=alert.id,
        now=now,
    )


async def cancel_pages(session: UnitOfWork, alert: Alert, *, now: datetime) -> None:
    """Cancel the pages that have not been sent yet."""
    await session.flush_queued()
    lists = await pending_lists_of_alert(session, alert.id)
    await session.execute(
        update(Outbox)
        .where(
            Outbox.alert_id == alert.id,
            Outbox.episode.is_not(None),
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(
            status=OutboxStatus.CANCELLED, params=None, last_code="not wanted any more", done_at=now
        )
    )
    for key in lists:
        await refresh_list(session, key, now=now)


def refresh_cards(session: UnitOfWork, alert: Alert, *, now: datetime) -> None:
    """Edit every card of the alert to show it as it will be at the end of this transaction."""
    session.do_last(("cards of alert", alert.id), partial(_edit_cards, session, alert, now))


async def _edit_cards(session: UnitOfWork, alert: Alert, now: datetime) -> None:
    """The newest card first."""
    await session.flush_queued()
    await _drop_older_edits(session, alert, now=now)
    views: dict[View, Message] = {}
    lists: dict[str, None] = {}
    for card in await cards_of(session, alert.id, (CARD, LEADER_CARD)):
        if card.carried_by is not None:
            lists[card.carried_by] = None
            continue
        view = View(card.template, card.dest_kind)
        if view not in views:
            views[view] = await card_as_now(session, alert, view)
        enqueue(
            session,
            OutboxClass.ALERT,
            To.again(card),
            views[view],
            method="edit",
            target_outbox_id=card.id,
            alert_id=alert.id,
            now=now,
        )
    for key in lists:
        await refresh_list(session, key, now=now)


async def _drop_older_edits(session: UnitOfWork, alert: Alert, *, now: datetime) -> None:
    await session.execute(
        update(Outbox)
        .where(
            Outbox.alert_id == alert.id,
            Outbox.method == "edit",
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, params=None, last_code="newer edit", done_at=now)
    )
