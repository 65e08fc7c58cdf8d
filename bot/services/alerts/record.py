"""An alert's row as the state the rules speak of, and every change of it with its event."""

from datetime import datetime

from bot.domain.alerts import AlertState, Change, Happened
from db.enums import AlertStatus, Severity
from db.models import Alert, AlertEvent
from db.session import Unit

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


async def record(
    session: Unit,
    alert: Alert,
    change: Change,
    *,
    via: str,
    staff_id: int | None = None,
    note: str | None = None,
    happened_at: datetime | None = None,
    now: datetime,
) -> None:
    """Store a change and the one event that tells of it; the event's number is the version.

    `happened_at` is for what was done earlier and is recorded only now.
    """
    before = None if change.event is Happened.RAISED else alert.status
    put_state(alert, change.state)
    if change.event in (Happened.ACKED, Happened.ACCEPTED):
        alert.acked_at = now
    if change.event is Happened.RESOLVED:
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


def put_state(alert: Alert, state: AlertState) -> None:
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
