"""Between rules and tables: the state of an alert's row, and storing a change with its event."""

from datetime import datetime

from bot.domain.alerts import AlertState, Change, EventType
from db.enums import AlertStatus, Severity
from db.models import Alert, AlertEvent
from db.session import UnitOfWork

LATE = "[late]"
EDITED = "[edited]"
UNANSWERED = "[asked twice, no answer]"


def state_of(alert: Alert) -> AlertState:
    return AlertState(
        severity=Severity(alert.severity),
        status=AlertStatus(alert.status),
        occurrences=alert.occurrences,
        episode=alert.episode,
        step=alert.step,
        loop=alert.loop,
        nags=alert.nags,
        next_action_at=alert.next_action_at,
        acked_by=alert.acked_by,
        version=alert.version,
        offered_to=alert.offered_to,
    )


async def record_change(
    session: UnitOfWork,
    alert: Alert,
    change: Change,
    *,
    via: str,
    staff_id: int | None = None,
    note: str | None = None,
    happened_at: datetime | None = None,
    now: datetime,
) -> None:
    """Store a change and its one event; the event's sequence is the alert's version.

    `happened_at` is for an action that was done earlier and is recorded only now.
    """
    before = None if change.event is EventType.RAISED else alert.status
    apply_state(alert, change.state)
    if change.event in (EventType.ACKED, EventType.ACCEPTED):
        alert.acked_at = now
    if change.event is EventType.RESOLVED:
        alert.resolved_at, alert.resolved_by = happened_at or now, staff_id
    session.add(
        AlertEvent(
            alert_id=alert.id,
            sequence=alert.version,
            at=now,
            happened_at=happened_at,
            type=change.event,
            staff_id=staff_id,
            via=via,
            from_status=before,
            to_status=alert.status,
            episode=alert.episode,
            note=note,
        )
    )
    await session.flush()


def apply_state(alert: Alert, state: AlertState) -> None:
    alert.severity = state.severity
    alert.status = state.status
    alert.occurrences = state.occurrences
    alert.episode = state.episode
    alert.step = state.step
    alert.loop = state.loop
    alert.nags = state.nags
    alert.next_action_at = state.next_action_at
    alert.acked_by = state.acked_by
    alert.version = state.version
    alert.offered_to = state.offered_to
