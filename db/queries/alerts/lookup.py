"""Alerts that are open or due, their pages, escalation steps and commands."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, func, or_, select, update

from db.enums import AlertKind, AlertStatus, CommandStatus, Severity
from db.models import (
    Alert,
    AlertCommand,
    AlertEvent,
    Clinic,
    EscalationStep,
    Outbox,
)
from db.session import UnitOfWork

COMMANDS_AT_ONCE = 200


async def open_alert(session: UnitOfWork, dedup_key: str) -> Alert | None:
    """The one open alert of a key, locked until the transaction ends."""
    found: Alert | None = await session.scalar(
        select(Alert)
        .where(Alert.dedup_key == dedup_key, Alert.status != AlertStatus.RESOLVED)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def locked_alert(session: UnitOfWork, alert_id: int) -> Alert | None:
    found: Alert | None = await session.scalar(
        select(Alert)
        .where(Alert.id == alert_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def last_alert_id(session: UnitOfWork, dedup_key: str) -> int | None:
    found: int | None = await session.scalar(
        select(func.max(Alert.id)).where(Alert.dedup_key == dedup_key)
    )
    return found


async def due_alert(session: UnitOfWork, now: datetime, besides: Collection[int]) -> Alert | None:
    """The alert that is due for longest, without those that another process has locked."""
    found: Alert | None = await session.scalar(
        select(Alert)
        .where(Alert.next_action_at <= now, Alert.id.not_in(besides))
        .order_by(Alert.next_action_at, Alert.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return found


async def open_alert_count(session: UnitOfWork, clinic_id: int) -> int:
    found = await session.scalar(
        select(func.count())
        .select_from(Alert)
        .where(Alert.clinic_id == clinic_id, Alert.status != AlertStatus.RESOLVED)
    )
    return found or 0


async def closed_danger_alerts(session: UnitOfWork) -> Sequence[Row[str, str, str | None]]:
    """Alerts that danger words raised and staff resolved, as (evidence, signs, outcome)."""
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


async def escalation_steps(
    session: UnitOfWork, clinic_id: int, severity: str
) -> list[EscalationStep]:
    rows = await session.scalars(
        select(EscalationStep)
        .where(EscalationStep.clinic_id == clinic_id, EscalationStep.severity == severity)
        .order_by(EscalationStep.step, EscalationStep.id)
    )
    return list(rows)


async def page_statuses(session: UnitOfWork, key_prefix: str) -> list[str]:
    """The outbox statuses of the private pages of one step."""
    rows = await session.scalars(
        select(Outbox.status).where(
            Outbox.dedup_key.startswith(key_prefix, autoescape=True), Outbox.dest_kind == "account"
        )
    )
    return list(rows)


async def new_command_ids(session: UnitOfWork) -> list[int]:
    """Ids alone: another program wrote the rows, and one that is malformed must not stop all."""
    rows = await session.scalars(
        select(AlertCommand.id)
        .where(AlertCommand.status == CommandStatus.NEW)
        .order_by(AlertCommand.id)
        .limit(COMMANDS_AT_ONCE)
    )
    return list(rows)


async def locked_new_command(session: UnitOfWork, command_id: int) -> AlertCommand | None:
    """None if it was handled meanwhile, or another process is at it."""
    found: AlertCommand | None = await session.scalar(
        select(AlertCommand)
        .where(AlertCommand.id == command_id, AlertCommand.status == CommandStatus.NEW)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return found


async def refuse_command(
    session: UnitOfWork, command_id: int, answer: str, *, now: datetime
) -> None:
    await session.execute(
        update(AlertCommand)
        .where(AlertCommand.id == command_id, AlertCommand.status == CommandStatus.NEW)
        .values(status=CommandStatus.REFUSED, answer=answer, answered_at=now)
        .execution_options(synchronize_session=False)
    )


async def last_staff_writer(session: UnitOfWork, alert_id: int) -> int | None:
    """The member of staff who wrote to the person last."""
    found: int | None = await session.scalar(
        select(AlertEvent.staff_id)
        .where(AlertEvent.alert_id == alert_id, AlertEvent.type == "spoke")
        .order_by(AlertEvent.sequence.desc())
        .limit(1)
    )
    return found


async def open_alerts(
    session: UnitOfWork, clinic_id: int, held_by: int | None = None
) -> list[Alert]:
    """Open alerts, or those that one holds: without a holder first, then by severity and age."""
    wanted = select(Alert).where(Alert.clinic_id == clinic_id, Alert.status != AlertStatus.RESOLVED)
    if held_by is not None:
        wanted = wanted.where(Alert.acked_by == held_by)
    rows = list(await session.scalars(wanted.order_by(Alert.raised_at, Alert.id)))
    return sorted(rows, key=lambda one: (one.acked_by is not None, -Severity(one.severity).rank))


async def alerts_in_hands_of(session: UnitOfWork, staff_id: int) -> list[Alert]:
    """Open alerts that this member of staff holds or was asked to take over, locked."""
    rows = await session.scalars(
        select(Alert)
        .where(
            Alert.status != AlertStatus.RESOLVED,
            or_(Alert.acked_by == staff_id, Alert.offered_to == staff_id),
        )
        .order_by(Alert.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(rows)
