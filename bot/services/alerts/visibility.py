"""What may be shown of an alert: on a card in private, in the staff chat, and to a leader."""

from dataclasses import dataclass
from typing import Any

from bot.domain.clinics import answer_deadline, call_promised
from bot.domain.reading.model import SELF_HARM
from bot.services.clinics.hours import opening_hours_of
from db.enums import AlertKind, Severity
from db.models import Alert, Staff
from db.queries.alerts.cards import card_facts, event_types, last_counts
from db.queries.alerts.voice_messages import voice_message_count
from db.queries.clinics import clinic_by_id
from db.session import UnitOfWork

CARD = "alerts.card"
LEADER_CARD = "alerts.leader_card"


@dataclass(frozen=True, slots=True)
class View:
    template: str
    dest_kind: str
    """`account` or `group`."""


async def card_params(session: UnitOfWork, alert: Alert, view: View) -> dict[str, Any]:
    """The parameters of a card as the alert is now, with no more than its readers may see.

    A leader's card has nothing that was said. The card in the staff chat has no person and no words
    unless the clinic has chosen so, and never thoughts of dying.
    """
    row = await card_facts(session, alert.id)
    common = {
        "code": alert.code,
        "status": alert.status,
        "holder": row.holder,
        "practice": row.practice,
        "phone": row.phone,
    }
    if view.template == LEADER_CARD:
        return common | {"name": row.patient, "village": row.village}
    state = common | {
        "id": alert.id,
        "episode": alert.episode,
        "severity": alert.severity,
        "raised_at": alert.raised_at.isoformat(),
        "acked_at": alert.acked_at.isoformat() if alert.acked_at else None,
        "times": alert.occurrences,
        "asked": row.asked,
        "closer": row.closer,
        "outcome": alert.outcome,
        "nags": alert.nags,
        "details": view.dest_kind == "account"
        or (row.details_in_chat and not _is_self_harm(alert)),
    }
    return state | await _details(session, alert, row) if state["details"] else state


def _is_self_harm(alert: Alert) -> bool:
    return not SELF_HARM.isdisjoint(alert.signs.split(","))


async def alert_line(session: UnitOfWork, alert: Alert) -> dict[str, Any]:
    """A line of a list, without person and words."""
    holder = await session.get(Staff, alert.acked_by) if alert.acked_by else None
    return {
        "id": alert.id,
        "code": alert.code,
        "severity": alert.severity,
        "status": alert.status,
        "holder": holder.name if holder else None,
        "raised_at": alert.raised_at.isoformat(),
    }


async def _details(session: UnitOfWork, alert: Alert, row: Any) -> dict[str, Any]:
    happened = await event_types(session, alert.id)
    counts = await last_counts(session, alert.patient_id) if alert.patient_id else ()
    return {
        "kind": alert.kind,
        "name": row.patient,
        "village": row.village,
        "number": row.clinic_number,
        "programme": row.programme,
        "rings": row.patient_phone,
        "telegram_id": row.telegram_id,
        "group": row.group,
        "said_in_group": alert.said_in_group,
        "evidence": alert.evidence,
        "signs": [sign for sign in alert.signs.split(",") if sign],
        "voices": await voice_message_count(session, alert.id),
        "counts": [(c.name, str(c.remaining), c.counted_on.isoformat()) for c in counts],
        "told": await _told_at_once(session, alert, happened[0].via if happened else None),
        "reached": sum(one.type == "reached" for one in happened),
        "not_reached": sum(one.type == "not_reached" for one in happened),
        "spoke": sum(one.type == "spoke" for one in happened),
    }


async def _told_at_once(
    session: UnitOfWork, alert: Alert, via: str | None
) -> dict[str, Any] | None:
    """What the bot told the person at once; None if the person did not raise it by a message."""
    if via != "member" or alert.account_id is None or AlertKind(alert.kind).by_rule:
        return None
    clinic = await clinic_by_id(session, alert.clinic_id)
    if _is_self_harm(alert):
        return {"what": "not_alone", "ambulance": clinic.ambulance}
    if alert.severity == Severity.EMERGENCY:
        return {"what": "emergency", "ambulance": clinic.ambulance}
    hours = await opening_hours_of(session, clinic, now=alert.raised_at)
    if alert.severity == Severity.ROUTINE:
        return {"what": "routine", "day": answer_deadline(hours, alert.raised_at).isoformat()}
    promise = call_promised(hours, alert.raised_at)
    return {"what": "same_day", "day": promise.day.isoformat(), "after": promise.after}
