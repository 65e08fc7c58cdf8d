"""A patient moved, was transferred or died: everything about them stops at once."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from bot.domain.reminders.due import next_own_hour
from bot.domain.schedule import local_day
from bot.services.alerts.actions import ActionRequest, act_on_alert
from bot.services.audit import Actor, record_action
from bot.services.dialogs import stop_waiting
from bot.services.onboarding.invites import InvitePurpose, revoke_invites
from bot.services.reminders.greetings import cancel_mentions
from bot.services.stories.publishing import next_story_hour
from db.enums import (
    AlertAction,
    AlertKind,
    AlertOutcome,
    AlertStatus,
    LeftBecause,
    OutboxStatus,
    StoryState,
)
from db.models import (
    Account,
    Alert,
    Group,
    Holder,
    OpenDialog,
    Outbox,
    Patient,
    SafetyQuestion,
    Story,
)
from db.queries.caregivers import holders_of, patients_held_by
from db.session import UnitOfWork

FIRST_CHECKIN_AFTER = timedelta(days=7)


async def mark_patient_left(
    session: UnitOfWork, patient: Patient, because: LeftBecause, *, actor: Actor, now: datetime
) -> int:
    """Returns how many of their alerts stay open, for staff to close."""
    patient.left_on, patient.left_because = local_day(now), because
    patient.next_count_at = patient.next_checkin_at = None
    patient.count_step, patient.count_asked_at = 0, None
    await session.flush()
    await cancel_mentions(session, patient.id, now=now)
    await _cancel_messages(session, patient.id, now=now)
    await session.execute(
        update(Story).where(Story.patient_id == patient.id).values(publish_at=None)
    )
    await revoke_invites(session, InvitePurpose.PATIENT, patient.id, now=now)
    if because is LeftBecause.DIED:
        await session.execute(
            update(SafetyQuestion)
            .where(SafetyQuestion.patient_id == patient.id, SafetyQuestion.next_at.is_not(None))
            .values(next_at=None, answer=because)
        )
    await _switch_phones_to_others(session, patient.id)
    record_action(session, "left", ("patient", patient.id), actor=actor, detail=because, now=now)
    return await _close_alerts(session, patient, because, actor, now=now)


async def undo_patient_left(
    session: UnitOfWork, patient: Patient, *, actor: Actor, now: datetime
) -> None:
    """It was a mistake: questions start again, and approved stories are scheduled again."""
    patient.left_on = patient.left_because = None
    if await holders_of(session, patient.id):
        patient.next_count_at = next_own_hour(patient.count_hour, now)
        patient.next_checkin_at = next_own_hour(patient.count_hour, now + FIRST_CHECKIN_AFTER)
    holders = select(Holder.account_id).where(
        Holder.patient_id == patient.id, Holder.ended_at.is_(None)
    )
    await session.execute(
        update(Account)
        .where(Account.id.in_(holders), Account.patient_id.is_(None))
        .values(patient_id=patient.id)
    )
    approved = await session.scalars(
        select(Story).where(Story.patient_id == patient.id, Story.state == StoryState.APPROVED)
    )
    for story in approved:
        group = await session.get_one(Group, story.group_id)
        story.publish_at = next_story_hour(group, now)
    record_action(session, "left_undone", ("patient", patient.id), actor=actor, now=now)


async def _cancel_messages(session: UnitOfWork, patient_id: int, *, now: datetime) -> None:
    """Cancel all unsent messages about them, except those that take a story away."""
    stories = select(Story.id).where(Story.patient_id == patient_id)
    await session.execute(
        update(Outbox)
        .where(
            Outbox.status == OutboxStatus.PENDING,
            Outbox.method == "send",
            or_(Outbox.patient_id == patient_id, Outbox.story_id.in_(stories)),
        )
        .values(status=OutboxStatus.CANCELLED, params=None, last_code="left", done_at=now)
        .execution_options(synchronize_session=False)
    )


async def _switch_phones_to_others(session: UnitOfWork, patient_id: int) -> None:
    """Phones that spoke for them switch to another patient they hold; dialogs are dropped."""
    accounts = await session.scalars(select(Account).where(Account.patient_id == patient_id))
    for account in list(accounts):
        held = [other.id for other in await patients_held_by(session, account.id)]
        account.patient_id = held[0] if held else None
    for account_id in await holders_of(session, patient_id):
        dialog = await session.get(OpenDialog, account_id)
        if dialog is not None and dialog.data.get("patient") == patient_id:
            stop_waiting(session, account_id)


async def _close_alerts(
    session: UnitOfWork, patient: Patient, because: LeftBecause, actor: Actor, *, now: datetime
) -> int:
    """If they died, all alerts are resolved; if they moved, only those raised by rules.

    Returns how many stay open. Nobody shall call a dead person, or ask one who moved for pills.
    """
    found = await session.scalars(
        select(Alert.id).where(Alert.patient_id == patient.id, Alert.status != AlertStatus.RESOLVED)
    )
    still_open = 0
    for alert_id in list(found):
        alert = await session.get_one(Alert, alert_id)
        died = because is LeftBecause.DIED
        kind, staff_id = actor
        if kind != "staff" or staff_id is None or not (died or AlertKind(alert.kind).by_rule):
            still_open += 1
            continue
        outcome = AlertOutcome.DIED if died else AlertOutcome.OTHER
        await act_on_alert(
            session,
            staff_id,
            alert_id,
            ActionRequest(AlertAction.RESOLVE, outcome=outcome),
            now=now,
        )
    return still_open
