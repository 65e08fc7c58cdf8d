"""Pages and cards: what staff and leaders are shown of an alert, and how it follows the alert."""

from datetime import datetime

from sqlalchemy import update

from bot.services.alerts.storm import carrier, lists_of_pending, refresh_list
from bot.services.alerts.visibility import CARD, LEADER_CARD, View, shown
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass, OutboxStatus, Severity
from db.models import Alert, Outbox
from db.queries.alerts.cards import cards_of
from db.session import Unit


async def page(
    session: Unit, alert: Alert, to: To, dedup_key: str, *, template: str = CARD, now: datetime
) -> None:
    """In a storm of alerts a list carries it; the row of who was told is there all the same."""
    emergency = alert.severity == Severity.EMERGENCY
    klass = OutboxClass.EMERGENCY if emergency else OutboxClass.ALERT
    carried_by = None
    if template == CARD:
        carried_by = await carrier(session, to, klass, dedup_key, now=now)
    enqueue(
        session,
        klass,
        to,
        template,
        await shown(session, alert, View(template, to.kind)),
        dedup_key=dedup_key,
        alert_id=alert.id,
        episode=alert.episode,
        carried_by=carried_by,
        now=now,
    )
    if carried_by is not None:
        await refresh_list(session, carried_by, now=now)


async def show_card(
    session: Unit,
    alert: Alert,
    account_id: int,
    *,
    klass: OutboxClass = OutboxClass.REPLY,
    now: datetime,
) -> None:
    """The whole card, in private, for one of the staff, outside the ladder."""
    enqueue(
        session,
        klass,
        To.account(account_id),
        CARD,
        await shown(session, alert, View(CARD, "account")),
        alert_id=alert.id,
        now=now,
    )


async def cancel_pages(session: Unit, alert: Alert, *, now: datetime) -> None:
    """What was not sent yet is no longer wanted."""
    await session.flush_deferred()
    lists = await lists_of_pending(session, alert.id)
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


async def refresh_cards(session: Unit, alert: Alert, *, now: datetime) -> None:
    """Every card out there shows the alert as it is now, the newest first."""
    await session.flush_deferred()
    await _drop_older_edits(session, alert, now=now)
    views: dict[View, dict[str, object]] = {}
    lists: dict[str, None] = {}
    for card in await cards_of(session, alert.id, (CARD, LEADER_CARD)):
        if card.carried_by is not None:
            lists[card.carried_by] = None
            continue
        view = View(card.template, card.dest_kind)
        if view not in views:
            views[view] = await shown(session, alert, view)
        enqueue(
            session,
            OutboxClass.ALERT,
            To(card.dest_kind, card.dest_id),
            card.template,
            views[view],
            method="edit",
            target_outbox_id=card.id,
            alert_id=alert.id,
            now=now,
        )
    for key in lists:
        await refresh_list(session, key, now=now)


async def _drop_older_edits(session: Unit, alert: Alert, *, now: datetime) -> None:
    await session.execute(
        update(Outbox)
        .where(
            Outbox.alert_id == alert.id,
            Outbox.method == "edit",
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, params=None, last_code="newer edit", done_at=now)
    )
