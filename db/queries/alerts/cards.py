"""What cards show, in which messages they are, and what was replied to them."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from db.enums import OutboxStatus
from db.models import (
    Account,
    Alert,
    AlertEvent,
    Clinic,
    Consent,
    Group,
    Medicine,
    Outbox,
    Patient,
    PillCount,
    Staff,
    Treatment,
)
from db.session import UnitOfWork

ON_ITS_WAY = (OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.SENT)


async def cards_of(session: UnitOfWork, alert_id: int, templates: Sequence[str]) -> list[Outbox]:
    """The messages that show an alert, newest first."""
    rows = await session.scalars(
        select(Outbox)
        .where(
            Outbox.alert_id == alert_id,
            Outbox.method == "send",
            Outbox.template.in_(templates),
            Outbox.status.in_(ON_ITS_WAY),
        )
        .order_by(Outbox.id.desc())
    )
    return list(rows)


async def page_count_since(session: UnitOfWork, kind: str, dest_id: int, since: datetime) -> int:
    """The number of pages to one recipient since a moment."""
    found = await session.scalar(
        select(func.count())
        .select_from(Outbox)
        .where(
            Outbox.alert_id.is_not(None),
            Outbox.dest_kind == kind,
            Outbox.dest_id == dest_id,
            Outbox.episode.is_not(None),
            Outbox.created_at > since,
        )
    )
    return found or 0


async def pending_list(
    session: UnitOfWork, template: str, kind: str, dest_id: int
) -> Outbox | None:
    """The list of a recipient that has not been sent yet, locked until the transaction ends."""
    found: Outbox | None = await session.scalar(
        select(Outbox)
        .where(
            Outbox.template == template,
            Outbox.dest_kind == kind,
            Outbox.dest_id == dest_id,
            Outbox.method == "send",
            Outbox.status == OutboxStatus.PENDING,
        )
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def list_by_key(session: UnitOfWork, key: str) -> Outbox | None:
    found: Outbox | None = await session.scalar(
        select(Outbox)
        .where(Outbox.dedup_key == key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def alerts_on_list(session: UnitOfWork, key: str) -> list[Alert]:
    rows = await session.scalars(
        select(Alert)
        .where(Alert.id.in_(select(Outbox.alert_id).where(Outbox.carried_by == key)))
        .order_by(Alert.id)
    )
    return list(rows)


async def alerts_of_message(
    session: UnitOfWork, chat_id: int, message_id: int
) -> list[tuple[int, str]]:
    """The alerts that a message of the bot was about, as (alert_id, template)."""
    rows = await session.execute(
        select(Outbox.alert_id, Outbox.template)
        .where(
            Outbox.alert_id.is_not(None),
            Outbox.sent_message_id == message_id,
            Outbox.sent_chat_id == chat_id,
            Outbox.method == "send",
        )
        .order_by(Outbox.id)
    )
    return [(alert_id, template) for alert_id, template in rows if alert_id is not None]


async def newest_card_id(
    session: UnitOfWork, alert_id: int, template: str, kind: str, dest_id: int
) -> int | None:
    """Outbox id of the newest card in this chat; None if there is none outside a list."""
    found: int | None = await session.scalar(
        select(func.max(Outbox.id)).where(
            Outbox.alert_id == alert_id,
            Outbox.template == template,
            Outbox.dest_kind == kind,
            Outbox.dest_id == dest_id,
            Outbox.method == "send",
            Outbox.carried_by.is_(None),
            Outbox.status.in_(ON_ITS_WAY),
        )
    )
    return found


async def event_types(session: UnitOfWork, alert_id: int) -> Sequence[Row[str, str]]:
    """(type, via) of every event of an alert, in order."""
    rows = await session.execute(
        select(AlertEvent.type, AlertEvent.via)
        .where(AlertEvent.alert_id == alert_id)
        .order_by(AlertEvent.sequence)
    )
    return rows.all()


async def last_counts(session: UnitOfWork, patient_id: int) -> Sequence[Row[str, Fraction, date]]:
    """The newest count of each medicine, while the patient consents: (name, remaining, day)."""
    newest = (
        select(PillCount.treatment_id, func.max(PillCount.id).label("id"))
        .join(Treatment, Treatment.id == PillCount.treatment_id)
        .where(
            Treatment.patient_id == patient_id,
            Treatment.stopped_on.is_(None),
            PillCount.replaced_at.is_(None),
        )
        .group_by(PillCount.treatment_id)
        .subquery()
    )
    consents = select(Consent.id).where(
        Consent.patient_id == patient_id, Consent.withdrawn_at.is_(None)
    )
    rows = await session.execute(
        select(Medicine.name, PillCount.remaining, PillCount.counted_on)
        .join(newest, newest.c.id == PillCount.id)
        .join(Treatment, Treatment.id == PillCount.treatment_id)
        .join(Medicine, Medicine.id == Treatment.medicine_id)
        .where(consents.exists())
        .order_by(Medicine.name)
    )
    return rows.all()


async def card_facts(session: UnitOfWork, alert_id: int) -> Any:
    """What a card shows beside the alert's own columns."""
    holder, closer, asked = aliased(Staff), aliased(Staff), aliased(Staff)
    rows = await session.execute(
        select(
            Patient.name.label("patient"),
            Patient.clinic_number,
            Patient.village,
            Patient.phone.label("patient_phone"),
            Group.title.label("group"),
            Account.telegram_id,
            Clinic.name.label("clinic"),
            Clinic.phone,
            Clinic.practice,
            Clinic.details_in_chat,
            asked.name.label("asked"),
            Patient.programme,
            holder.name.label("holder"),
            closer.name.label("closer"),
        )
        .select_from(Alert)
        .join(Clinic, Clinic.id == Alert.clinic_id)
        .outerjoin(Patient, Patient.id == Alert.patient_id)
        .outerjoin(Group, Group.id == Alert.group_id)
        .outerjoin(Account, Account.id == Alert.account_id)
        .outerjoin(holder, holder.id == Alert.acked_by)
        .outerjoin(closer, closer.id == Alert.resolved_by)
        .outerjoin(asked, asked.id == Alert.offered_to)
        .where(Alert.id == alert_id)
    )
    return rows.one()
