"""Moved, transferred, dead: everything about that person stops in the same moment."""

from datetime import datetime

from sqlalchemy import or_, select, update

from bot.domain.reminders.due import own_hour
from bot.domain.schedule import local_day
from bot.services.alerts import Deed, do
from bot.services.audit import note
from bot.services.dialogs import stop_waiting
from bot.services.onboarding.invites import Purpose, use_up
from bot.services.onboarding.members import WEEK
from bot.services.reminders.silence import forget_mentions
from bot.services.stories.publishing import next_strike
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
    Dialog,
    Group,
    Holder,
    Outbox,
    Patient,
    Question,
    Story,
)
from db.queries.people import holders_of, patients_held_by
from db.session import Unit

Actor = tuple[str, int | None]


async def leave(
    session: Unit, patient: Patient, because: LeftBecause, *, actor: Actor, now: datetime
) -> int:
    """Return how many of their alerts are open still: a human closes those."""
    patient.left_on, patient.left_because = local_day(now), because
    patient.next_count_at = patient.next_checkin_at = None
    patient.count_step, patient.count_asked_at = 0, None
    await session.flush()
    await forget_mentions(session, patient.id, now=now)
    await _cancel_messages(session, patient.id, now=now)
    await session.execute(
        update(Story).where(Story.patient_id == patient.id).values(publish_at=None)
    )
    await use_up(session, Purpose.PATIENT, patient.id, now=now)
    if because is LeftBecause.DIED:
        await session.execute(
            update(Question)
            .where(Question.patient_id == patient.id, Question.next_at.is_not(None))
            .values(next_at=None, answer=because)
        )
    await _speak_of_others(session, patient.id)
    note(session, "left", ("patient", patient.id), actor=actor, detail=because, now=now)
    return await _close_alerts(session, patient, because, actor, now=now)


async def undo_leave(session: Unit, patient: Patient, *, actor: Actor, now: datetime) -> None:
    """It was a mistake: they are asked again as before, and their stories wait for their hour."""
    patient.left_on = patient.left_because = None
    if await holders_of(session, patient.id):
        patient.next_count_at = own_hour(patient.count_hour, now)
        patient.next_checkin_at = own_hour(patient.count_hour, now + WEEK)
    silent = select(Holder.account_id).where(
        Holder.patient_id == patient.id, Holder.ended_at.is_(None)
    )
    await session.execute(
        update(Account)
        .where(Account.id.in_(silent), Account.patient_id.is_(None))
        .values(patient_id=patient.id)
    )
    approved = await session.scalars(
        select(Story).where(Story.patient_id == patient.id, Story.state == StoryState.APPROVED)
    )
    for story in approved:
        group = await session.get_one(Group, story.group_id)
        story.publish_at = next_strike(group, now)
    note(session, "left_undone", ("patient", patient.id), actor=actor, now=now)


async def _cancel_messages(session: Unit, patient_id: int, *, now: datetime) -> None:
    """All that is about them and has not gone out; what takes a story away still goes."""
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


async def _speak_of_others(session: Unit, patient_id: int) -> None:
    """Phones that spoke of them speak of another they hold; no question waits for an answer."""
    accounts = await session.scalars(select(Account).where(Account.patient_id == patient_id))
    for account in list(accounts):
        held = [one.id for one in await patients_held_by(session, account.id)]
        account.patient_id = held[0] if held else None
    for account_id in await holders_of(session, patient_id):
        dialog = await session.get(Dialog, account_id)
        if dialog is not None and dialog.data.get("patient") == patient_id:
            stop_waiting(session, account_id)


async def _close_alerts(
    session: Unit, patient: Patient, because: LeftBecause, actor: Actor, *, now: datetime
) -> int:
    """Nobody is sent to call somebody who died, nor to remind somebody who moved of pills."""
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
        await do(session, staff_id, alert_id, Deed(AlertAction.RESOLVE, outcome=outcome), now=now)
    return still_open
