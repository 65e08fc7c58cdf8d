"""Alerts: which is open, which is due, whom to tell, and what a card shows."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Row, func, select

from db.enums import AlertKind, AlertStatus, CommandStatus, GroupKind, Severity
from db.models import (
    Account,
    Alert,
    AlertCommand,
    AlertEvent,
    Clinic,
    Group,
    Holder,
    Membership,
    Outbox,
    Rung,
    Staff,
)
from db.session import Unit


async def open_alert(session: Unit, dedup_key: str) -> Alert | None:
    """The one open alert of a key, locked until the transaction ends."""
    found: Alert | None = await session.scalar(
        select(Alert)
        .where(Alert.dedup_key == dedup_key, Alert.status != AlertStatus.RESOLVED)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def locked_alert(session: Unit, alert_id: int) -> Alert | None:
    found: Alert | None = await session.scalar(
        select(Alert)
        .where(Alert.id == alert_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def last_alert_id(session: Unit, dedup_key: str) -> int | None:
    found: int | None = await session.scalar(
        select(func.max(Alert.id)).where(Alert.dedup_key == dedup_key)
    )
    return found


async def due_alert(session: Unit, now: datetime, besides: Collection[int]) -> Alert | None:
    """The alert that waits longest for its next action; what another process works on is left."""
    found: Alert | None = await session.scalar(
        select(Alert)
        .where(Alert.next_action_at <= now, Alert.id.not_in(besides))
        .order_by(Alert.next_action_at, Alert.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return found


async def open_alerts(session: Unit, clinic_id: int) -> int:
    found = await session.scalar(
        select(func.count())
        .select_from(Alert)
        .where(Alert.clinic_id == clinic_id, Alert.status != AlertStatus.RESOLVED)
    )
    return found or 0


async def heard_and_closed(session: Unit) -> Sequence[Row[str, str, str | None]]:
    """Alerts that words raised and a human closed: (evidence, signs, outcome)."""
    rows = await session.execute(
        select(Alert.evidence, Alert.signs, Alert.outcome)
        .join(Clinic, Clinic.id == Alert.clinic_id)
        .where(
            Alert.kind == AlertKind.DANGER_SIGN,
            Alert.status == AlertStatus.RESOLVED,
            Alert.outcome.is_not(None),
            Alert.signs != "",
            Clinic.practice.is_(False),
        )
        .order_by(Alert.id)
    )
    return rows.all()


async def rungs_of(session: Unit, clinic_id: int, severity: str) -> list[Rung]:
    rows = await session.scalars(
        select(Rung)
        .where(Rung.clinic_id == clinic_id, Rung.severity == severity)
        .order_by(Rung.step, Rung.id)
    )
    return list(rows)


async def reachable(session: Unit, account_ids: Iterable[int]) -> list[int]:
    """Those who have not shut the bot out, in the given order."""
    wanted = list(account_ids)
    rows = await session.scalars(
        select(Account.id).where(Account.id.in_(wanted), Account.unreachable_since.is_(None))
    )
    open_to_us = set(rows)
    return [account_id for account_id in wanted if account_id in open_to_us]


async def pages_with(session: Unit, key_prefix: str) -> list[str]:
    """What became of the private pages of one step."""
    rows = await session.scalars(
        select(Outbox.status).where(
            Outbox.dedup_key.startswith(key_prefix, autoescape=True), Outbox.dest_kind == "account"
        )
    )
    return list(rows)


async def group_of_person(
    session: Unit, patient_id: int | None, account_id: int | None
) -> int | None:
    """The peer group whose leaders may look after a person: the first they joined."""
    accounts = {account_id} - {None}
    if patient_id is not None:
        accounts |= set(
            await session.scalars(
                select(Holder.account_id).where(
                    Holder.patient_id == patient_id, Holder.ended_at.is_(None)
                )
            )
        )
    found: int | None = await session.scalar(
        select(Membership.group_id)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Membership.account_id.in_(accounts),
            Membership.left_at.is_(None),
            Group.kind == GroupKind.PEER,
        )
        .order_by(Membership.id)
        .limit(1)
    )
    return found


async def staff_of(session: Unit, clinic_id: int, name: str) -> list[Staff]:
    """Staff of a clinic by name, however it is spaced or capitalised."""
    wanted = " ".join(name.split()).casefold()
    rows = await session.scalars(
        select(Staff).where(Staff.clinic_id == clinic_id, Staff.left_at.is_(None))
    )
    return [staff for staff in rows if " ".join(staff.name.split()).casefold() == wanted]


async def new_command(session: Unit, besides: Collection[int]) -> AlertCommand | None:
    found: AlertCommand | None = await session.scalar(
        select(AlertCommand)
        .where(AlertCommand.status == CommandStatus.NEW, AlertCommand.id.not_in(besides))
        .order_by(AlertCommand.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return found


async def last_speaker(session: Unit, alert_id: int) -> int | None:
    """Who of the staff wrote to the person last."""
    found: int | None = await session.scalar(
        select(AlertEvent.staff_id)
        .where(AlertEvent.alert_id == alert_id, AlertEvent.type == "spoke")
        .order_by(AlertEvent.sequence.desc())
        .limit(1)
    )
    return found


async def open_alerts_of(session: Unit, clinic_id: int, held_by: int | None = None) -> list[Alert]:
    """What nobody has closed, or only what one holds: untaken first, the gravest, the oldest."""
    wanted = select(Alert).where(Alert.clinic_id == clinic_id, Alert.status != AlertStatus.RESOLVED)
    if held_by is not None:
        wanted = wanted.where(Alert.acked_by == held_by)
    rows = list(await session.scalars(wanted.order_by(Alert.raised_at, Alert.id)))
    return sorted(rows, key=lambda one: (one.acked_by is not None, -Severity(one.severity).rank))
