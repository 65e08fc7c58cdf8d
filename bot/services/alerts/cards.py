"""Pages and cards: what staff and leaders are shown of an alert, and how it follows the alert."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from bot.domain.reading.model import SELF_HARM
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass, OutboxStatus, Severity
from db.models import Alert, Outbox
from db.queries.alerts import cards_of, shown_of
from db.queries.voices import count_voices
from db.session import Unit

CARD = "alerts.card"
LEADER_CARD = "alerts.leader_card"


async def shown(
    session: Unit, alert: Alert, template: str, *, aloud: bool = False
) -> dict[str, Any]:
    """The parameters of a card as the alert is now. A leader's holds nothing that was said.

    `aloud`: in a chat of several, where thoughts of dying are neither quoted nor named.
    """
    row = await shown_of(session, alert.id)
    common = {
        "code": alert.code,
        "name": row.patient,
        "village": row.village,
        "status": alert.status,
        "holder": row.holder,
        "practice": row.practice,
        "phone": row.phone,
    }
    if template == LEADER_CARD:
        return common
    signs = [sign for sign in alert.signs.split(",") if sign]
    hushed = aloud and bool(SELF_HARM.intersection(signs))
    return common | {
        "id": alert.id,
        "episode": alert.episode,
        "kind": alert.kind,
        "severity": alert.severity,
        "number": row.clinic_number,
        "rings": row.patient_phone,
        "telegram_id": row.telegram_id,
        "group": row.group,
        "said_in_group": alert.said_in_group,
        "evidence": None if hushed else alert.evidence,
        "signs": [] if hushed else signs,
        "raised_at": alert.raised_at.isoformat(),
        "acked_at": alert.acked_at.isoformat() if alert.acked_at else None,
        "times": alert.occurrences,
        "closer": row.closer,
        "outcome": alert.outcome,
        "nags": alert.nags,
        "voices": await count_voices(session, alert.id),
    }


async def page(
    session: Unit, alert: Alert, to: To, dedup_key: str, *, template: str = CARD, now: datetime
) -> None:
    emergency = alert.severity == Severity.EMERGENCY
    enqueue(
        session,
        OutboxClass.EMERGENCY if emergency else OutboxClass.ALERT,
        to,
        template,
        await shown(session, alert, template, aloud=to.kind == "group"),
        dedup_key=dedup_key,
        alert_id=alert.id,
        episode=alert.episode,
        now=now,
    )


async def cancel_pages(session: Unit, alert: Alert, *, now: datetime) -> None:
    """What was not sent yet is no longer wanted."""
    await session.flush_deferred()
    await session.execute(
        update(Outbox)
        .where(
            Outbox.alert_id == alert.id,
            Outbox.episode.is_not(None),
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, last_code="not wanted any more", done_at=now)
    )


async def refresh_cards(session: Unit, alert: Alert, *, now: datetime) -> None:
    """Every card out there shows the alert as it is now, the newest first."""
    await session.flush_deferred()
    await _drop_older_edits(session, alert, now=now)
    views: dict[tuple[str, bool], dict[str, Any]] = {}
    for card in await cards_of(session, alert.id):
        view = (card.template, card.dest_kind == "group")
        if view not in views:
            views[view] = await shown(session, alert, card.template, aloud=view[1])
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


async def _drop_older_edits(session: Unit, alert: Alert, *, now: datetime) -> None:
    await session.execute(
        update(Outbox)
        .where(
            Outbox.alert_id == alert.id,
            Outbox.method == "edit",
            Outbox.status == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, last_code="newer edit", done_at=now)
    )
