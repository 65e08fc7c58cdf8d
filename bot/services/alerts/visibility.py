"""What may be shown of an alert: on a card in private, in the staff chat, and to a leader."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.domain.clinics import answer_deadline, call_promised
from bot.domain.reading.model import SELF_HARM
from bot.services.clinics.hours import opening_hours_of
from bot.texts.alerts import cards as texts
from bot.texts.alerts.details import CardDetails, CountShown, ToldAtOnce
from bot.texts.alerts.lists import AlertLine
from bot.texts.sentences import Message
from db.enums import AlertKind, AlertOutcome, AlertStatus, Programme, Severity
from db.models import Alert, Staff
from db.queries.alerts.cards import card_facts, event_types, last_counts
from db.queries.alerts.voice_messages import voice_message_count
from db.queries.clinics import clinic_by_id, shares_staff
from db.session import UnitOfWork

CARD = texts.card.name
LEADER_CARD = texts.leader_card.name


@dataclass(frozen=True, slots=True)
class View:
    template: str
    dest_kind: str
    """`account` or `group`."""


async def card_as_now(session: UnitOfWork, alert: Alert, view: View) -> Message:
    """The card as the alert is now, with no more than its readers may see.

    A leader's card has nothing that was said. The card in the staff chat has no person and no words
    unless the clinic has chosen so, and never thoughts of dying.
    """
    row = await card_facts(session, alert.id)
    if view.template == LEADER_CARD:
        return texts.leader_card(
            name=row.patient,
            status=AlertStatus(alert.status),
            practice=row.practice,
            phone=row.phone,
        )
    shows_details = view.dest_kind == "account" or (
        row.details_in_chat and not _is_self_harm(alert)
    )
    return texts.card(
        id=alert.id,
        code=alert.code,
        severity=Severity(alert.severity),
        status=AlertStatus(alert.status),
        episode=alert.episode,
        raised_at=alert.raised_at,
        times=alert.occurrences,
        holder=row.holder,
        acked_at=alert.acked_at,
        asked=row.asked,
        closer=row.closer,
        outcome=AlertOutcome(alert.outcome) if alert.outcome else None,
        nags=alert.nags,
        practice=row.practice,
        phone=row.phone,
        details=await _details(session, alert, row) if shows_details else None,
        clinic=row.clinic if await shares_staff(session, alert.clinic_id) else None,
    )


def _is_self_harm(alert: Alert) -> bool:
    return not SELF_HARM.isdisjoint(alert.signs.split(","))


async def alert_lines(session: UnitOfWork, alerts: Iterable[Alert]) -> list[AlertLine]:
    """Lines of a list, without person and words."""
    return [await _alert_line(session, alert) for alert in alerts]


async def _alert_line(session: UnitOfWork, alert: Alert) -> AlertLine:
    holder = await session.get(Staff, alert.acked_by) if alert.acked_by else None
    return AlertLine(
        id=alert.id,
        code=alert.code,
        severity=Severity(alert.severity),
        status=AlertStatus(alert.status),
        holder=holder.name if holder else None,
        raised_at=alert.raised_at,
    )


async def _details(session: UnitOfWork, alert: Alert, row: Any) -> CardDetails:
    happened = await event_types(session, alert.id)
    counts = await last_counts(session, alert.patient_id) if alert.patient_id else ()
    return CardDetails(
        kind=AlertKind(alert.kind),
        name=row.patient,
        village=row.village,
        number=row.clinic_number,
        programme=Programme(row.programme) if row.programme else None,
        rings=row.patient_phone,
        telegram_id=row.telegram_id,
        group=row.group,
        said_in_group=alert.said_in_group,
        evidence=alert.evidence,
        signs=[sign for sign in alert.signs.split(",") if sign],
        voices=await voice_message_count(session, alert.id),
        counts=[CountShown(one.name, one.remaining, one.counted_on) for one in counts],
        told=await _told_at_once(session, alert, happened[0].via if happened else None),
        reached=sum(one.type == "reached" for one in happened),
        not_reached=sum(one.type == "not_reached" for one in happened),
        spoke=sum(one.type == "spoke" for one in happened),
    )


async def _told_at_once(session: UnitOfWork, alert: Alert, via: str | None) -> ToldAtOnce | None:
    """What the bot told the person at once; None if the person did not raise it by a message."""
    if via != "member" or alert.account_id is None or AlertKind(alert.kind).by_rule:
        return None
    clinic = await clinic_by_id(session, alert.clinic_id)
    if _is_self_harm(alert):
        return ToldAtOnce("not_alone", clinic.ambulance)
    if alert.severity == Severity.EMERGENCY:
        return ToldAtOnce("emergency", clinic.ambulance)
    hours = await opening_hours_of(session, clinic, now=alert.raised_at)
    if alert.severity == Severity.ROUTINE:
        day = answer_deadline(hours, alert.raised_at)
        return ToldAtOnce("routine", clinic.ambulance, day)
    promise = call_promised(hours, alert.raised_at)
    return ToldAtOnce("same_day", clinic.ambulance, promise.day, promise.after)
