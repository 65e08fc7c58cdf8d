"""Messages on their way that would carry what is forgotten: they are not sent."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import null, or_, select, update

from db.enums import AlertStatus, OutboxClass, OutboxStatus
from db.models import Alert, Outbox
from db.session import Unit


async def recall(
    session: Unit,
    *,
    patients: Collection[int],
    said: Collection[str],
    now: datetime,
) -> None:
    """An emergency goes out all the same, and so does what belongs to an alert that is open."""
    await session.flush_deferred()
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
        if patient_id in patients or carries(params, said)
    ]
    await session.execute(
        update(Outbox)
        .where(Outbox.id.in_(carry), Outbox.status == OutboxStatus.PENDING)
        .values(status=OutboxStatus.CANCELLED, params=null(), last_code="forgotten", done_at=now)
    )


def carries(params: Any, said: Collection[str]) -> bool:
    """Whether one of the values, however deep, is something that was said."""
    if isinstance(params, Mapping):
        return any(carries(value, said) for value in params.values())
    if isinstance(params, list):
        return any(carries(value, said) for value in params)
    return isinstance(params, str) and params in said
