"""Actions of staff on an alert, by button or through the clinic's own program."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alerts import (
    Change,
    RefusalReason,
    Refused,
    SideEffect,
    apply_action,
    source_cleared,
)
from bot.services.alerts.cards import cancel_pages, refresh_cards
from bot.services.alerts.escalation import advance_escalation
from bot.services.alerts.escalation_policy import escalation_policy_of
from bot.services.alerts.handover import can_take_over, notify_of_handover
from bot.services.alerts.people import tell_person_closed, tell_person_taken
from bot.services.alerts.record import record_change, state_of
from bot.services.alerts.redaction import redact_alert
from db.enums import AlertAction, AlertOutcome, AlertStatus
from db.models import Alert, Staff
from db.queries.alerts.lookup import alerts_in_hands_of, locked_alert
from db.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class ActionRequest:
    """An action that one of the staff asks for."""

    action: AlertAction
    episode: int | None = None
    """The episode on the button; None to act on the alert as it is now."""
    outcome: AlertOutcome | None = None
    note: str | None = None
    snooze_for: timedelta | None = None
    """For a snooze; None for as long as the policy allows."""
    colleague_id: int | None = None
    """For a handover: the colleague who is asked to take over."""
    happened_at: datetime | None = None
    """When it was really done, if it is recorded later; else None."""
    expected_version: int | None = None


@dataclass(eq=False)
class UnknownAlert(Exception):
    """The clinic of whoever asks has no such alert; other clinics' alerts do not exist for them."""

    alert_id: int


@dataclass(eq=False)
class ActionRefused(Exception):
    """Nothing was written. `by` is the name of whoever holds or resolved the alert."""

    alert: Alert
    reason: RefusalReason
    by: str | None = None


@dataclass(eq=False)
class VersionConflict(Exception):
    """The alert is not at the expected version."""

    version: int


@dataclass(eq=False)
class OutcomeMissing(Exception):
    """Resolving an alert needs an outcome."""


async def act_on_alert(
    session: UnitOfWork,
    staff_id: int,
    alert_id: int,
    request: ActionRequest,
    *,
    via: str = "staff",
    now: datetime,
) -> Alert:
    """Raises UnknownAlert, ActionRefused, VersionConflict or OutcomeMissing."""
    alert = await alert_for_staff(session, staff_id, alert_id)
    await _act(session, staff_id, alert, request, via=via, now=now)
    return alert


async def give_back_alerts(session: UnitOfWork, staff_id: int, *, now: datetime) -> None:
    """Somebody has left: others are paged for what they held, and for what they were asked to."""
    for alert in await alerts_in_hands_of(session, staff_id):
        held = alert.acked_by == staff_id
        request = ActionRequest(AlertAction.UNACK if held else AlertAction.DECLINE)
        await _act(session, staff_id, alert, request, via="operator", now=now)


async def _act(
    session: UnitOfWork,
    staff_id: int,
    alert: Alert,
    request: ActionRequest,
    *,
    via: str,
    now: datetime,
) -> None:
    if request.expected_version not in (None, alert.version):
        raise VersionConflict(alert.version)
    if request.action is AlertAction.RESOLVE and request.outcome is None:
        raise OutcomeMissing
    change = await _change(session, alert, request, staff_id, now)
    if isinstance(change, Refused):
        raise ActionRefused(alert, change.reason, await _holder_or_resolver(session, alert, change))
    if request.action is AlertAction.RESOLVE:
        alert.outcome = request.outcome
    holder_before = alert.acked_by
    await record_change(
        session,
        alert,
        change,
        via=via,
        staff_id=staff_id,
        note=request.note,
        happened_at=request.happened_at,
        now=now,
    )
    if alert.erase_when_closed and alert.status == AlertStatus.RESOLVED:
        await redact_alert(session, alert, now=now)
    await _carry_out_effects(session, alert, change, now)
    await notify_of_handover(session, alert, change.event, staff_id, holder_before, now=now)
    if request.action is AlertAction.RESOLVE:
        await tell_person_closed(session, alert, now=now)
    await advance_escalation(session, alert, now=now)


async def _change(
    session: UnitOfWork, alert: Alert, request: ActionRequest, staff_id: int, now: datetime
) -> Change | Refused:
    """Apply the rules, after checking what they cannot know: the time given and the colleague."""
    at = request.happened_at
    if at is not None and not alert.raised_at <= at <= now:
        return Refused(RefusalReason.NOT_ALLOWED, alert.acked_by)
    if request.colleague_id is not None and not await can_take_over(
        session, alert, request.colleague_id
    ):
        return Refused(RefusalReason.NOT_ALLOWED, alert.acked_by)
    policy, _roles = await escalation_policy_of(session, alert)
    return apply_action(
        state_of(alert),
        request.action,
        actor=staff_id,
        episode=request.episode,
        now=now,
        policy=policy,
        until=now + (request.snooze_for or policy.max_snooze),
        colleague=request.colleague_id,
    )


async def _carry_out_effects(
    session: UnitOfWork, alert: Alert, change: Change, now: datetime
) -> None:
    if SideEffect.CANCEL_PAGES in change.effects:
        await cancel_pages(session, alert, now=now)
    if SideEffect.REFRESH_CARDS in change.effects:
        refresh_cards(session, alert, now=now)
    if SideEffect.TELL_PATIENT_TAKEN in change.effects:
        await tell_person_taken(session, alert, now=now)


async def record_source_cleared(
    session: UnitOfWork, alert: Alert, reason: str, *, now: datetime
) -> None:
    """Record that the cause is gone, as the person says; only staff can close the alert."""
    change = source_cleared(state_of(alert))
    if isinstance(change, Refused):
        return
    await record_change(session, alert, change, via="member", note=reason, now=now)
    refresh_cards(session, alert, now=now)


async def alert_for_staff(session: UnitOfWork, staff_id: int, alert_id: int) -> Alert:
    """An alert of the clinic of this member of staff, locked. Raises UnknownAlert."""
    staff = await session.get(Staff, staff_id, populate_existing=True)
    alert = await locked_alert(session, alert_id)
    if staff is None or staff.left_at is not None or alert is None:
        raise UnknownAlert(alert_id)
    if alert.clinic_id != staff.clinic_id:
        raise UnknownAlert(alert_id)
    return alert


async def _holder_or_resolver(session: UnitOfWork, alert: Alert, refused: Refused) -> str | None:
    by = refused.by or alert.resolved_by
    return (await session.get_one(Staff, by)).name if by else None
