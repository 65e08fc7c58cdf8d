"""What staff do to an alert, by button or by the clinic's own program."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alerts import Change, Reason, Refused, Then, act, source_cleared
from bot.services.alerts.cards import cancel_pages, refresh_cards
from bot.services.alerts.escalation import advance
from bot.services.alerts.escalation_policy import ladder_of
from bot.services.alerts.handover import may_be_asked, tell_of_hand_over
from bot.services.alerts.people import tell_closed, tell_taken
from bot.services.alerts.record import record, state_of
from bot.services.alerts.redaction import forget_words
from db.enums import AlertAction, AlertOutcome, AlertStatus
from db.models import Alert, Staff
from db.queries.alerts.state import locked_alert
from db.session import Unit


@dataclass(frozen=True, slots=True)
class Deed:
    """What one of the staff wants done."""

    action: AlertAction
    episode: int | None = None
    """The one on the button; None: the alert as it is now."""
    outcome: AlertOutcome | None = None
    note: str | None = None
    rest: timedelta | None = None
    """For a snooze; None: as long as the ladder allows."""
    to: int | None = None
    """The colleague of a hand-over."""
    happened_at: datetime | None = None
    """When it was done, where it is recorded only now; None: now."""
    expected_version: int | None = None


@dataclass(eq=False)
class UnknownAlert(Exception):
    """No such alert in the clinic of whoever asks: another clinic's does not exist for them."""

    alert_id: int


@dataclass(eq=False)
class NotDone(Exception):
    """Nothing was written. `by` is the name of whoever holds the alert, or closed it."""

    alert: Alert
    reason: Reason
    by: str | None = None


@dataclass(eq=False)
class Changed(Exception):
    """The alert is not at the version that was expected."""

    version: int


@dataclass(eq=False)
class NoOutcome(Exception):
    """An alert is closed with a word on how it ended."""


async def do(
    session: Unit, staff_id: int, alert_id: int, deed: Deed, *, via: str = "staff", now: datetime
) -> Alert:
    """Raises UnknownAlert, NotDone, Changed or NoOutcome."""
    alert = await alert_for(session, staff_id, alert_id)
    if deed.expected_version not in (None, alert.version):
        raise Changed(alert.version)
    if deed.action is AlertAction.RESOLVE and deed.outcome is None:
        raise NoOutcome
    change = await _change(session, alert, deed, staff_id, now)
    if isinstance(change, Refused):
        raise NotDone(alert, change.reason, await _who(session, alert, change))
    if deed.action is AlertAction.RESOLVE:
        alert.outcome = deed.outcome
    holder_before = alert.acked_by
    await record(
        session,
        alert,
        change,
        via=via,
        staff_id=staff_id,
        note=deed.note,
        happened_at=deed.happened_at,
        now=now,
    )
    if alert.forget_when_closed and alert.status == AlertStatus.RESOLVED:
        await forget_words(session, alert, now=now)
    await _follow(session, alert, change, now)
    await tell_of_hand_over(session, alert, change.event, staff_id, holder_before, now=now)
    if deed.action is AlertAction.RESOLVE:
        await tell_closed(session, alert, now=now)
    await advance(session, alert, now=now)
    return alert


async def _change(
    session: Unit, alert: Alert, deed: Deed, staff_id: int, now: datetime
) -> Change | Refused:
    """What the rules say, and what they cannot know: that the colleague is there, the time true."""
    at = deed.happened_at
    if at is not None and not alert.raised_at <= at <= now:
        return Refused(Reason.NOT_ALLOWED, alert.acked_by)
    if deed.to is not None and not await may_be_asked(session, alert, deed.to):
        return Refused(Reason.NOT_ALLOWED, alert.acked_by)
    ladder, _roles = await ladder_of(session, alert)
    return act(
        state_of(alert),
        deed.action,
        actor=staff_id,
        episode=deed.episode,
        now=now,
        ladder=ladder,
        until=now + (deed.rest or ladder.max_snooze),
        to=deed.to,
    )


async def _follow(session: Unit, alert: Alert, change: Change, now: datetime) -> None:
    if Then.CANCEL_PAGES in change.effects:
        await cancel_pages(session, alert, now=now)
    if Then.REFRESH_CARDS in change.effects:
        await refresh_cards(session, alert, now=now)
    if Then.TELL_PATIENT_TAKEN in change.effects:
        await tell_taken(session, alert, now=now)


async def clear_source(session: Unit, alert: Alert, why: str, *, now: datetime) -> None:
    """What raised it is gone, as somebody says; it stays open until one of the staff closes it."""
    change = source_cleared(state_of(alert))
    if isinstance(change, Refused):
        return
    await record(session, alert, change, via="member", note=why, now=now)
    await refresh_cards(session, alert, now=now)


async def alert_for(session: Unit, staff_id: int, alert_id: int) -> Alert:
    """An alert of their own clinic, locked. Raises UnknownAlert."""
    staff = await session.get(Staff, staff_id, populate_existing=True)
    alert = await locked_alert(session, alert_id)
    if staff is None or staff.left_at is not None or alert is None:
        raise UnknownAlert(alert_id)
    if alert.clinic_id != staff.clinic_id:
        raise UnknownAlert(alert_id)
    return alert


async def _who(session: Unit, alert: Alert, refused: Refused) -> str | None:
    by = refused.by or alert.resolved_by
    return (await session.get_one(Staff, by)).name if by else None
