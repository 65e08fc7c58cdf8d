"""Cancels pending messages that would carry what was erased."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import null, or_, select, update

from db.enums import AlertStatus, OutboxClass, OutboxStatus
from db.models import Alert, Outbox
from db.session import UnitOfWork


async def cancel_pending_messages(
    session: UnitOfWork,
    *,
    patients: Collection[int],
    erased: Collection[str],
    now: datetime,
) -> None:
    """Emergency messages, and those of an open alert, are still sent."""
    await session.flush_queued()
    still_open = select(Alert.id).where(Alert.status != AlertStatus.RESOLVED)
    rows = await session.execute(
        select(Outbox.id, Outbox.patient_id, Outbox.params).where(
            Outbox.status == OutboxStatus.PENDING,
            Outbox.klass != OutboxClass.EMERGENCY,
            or_(Outbox.alert_id.is_(None), Outbox.alert_id.not_in(still_open)),
        )
    )
    carry = [
        row_id
        for row_id, patient_id, params in rows
        if patient_id in patients or carries(params, erased)
    ]
    await session.execute(
        update(Outbox)
        .where(Outbox.id.in_(carry), Outbox.status == OutboxStatus.PENDING)
        .values(status=OutboxStatus.CANCELLED, params=null(), last_code="forgotten", done_at=now)
    )


def carries(params: Any, words: Collection[str]) -> bool:
    """Whether one of the values, at any depth, is one of the words."""
    if isinstance(params, Mapping):
        return any(carries(value, words) for value in params.values())
    if isinstance(params, list):
        return any(carries(value, words) for value in params)
    return isinstance(params, str) and params in words
