"""Somebody leaves the staff or leads no longer: what they hold goes back, and what they were shown
because of their work is taken away."""

from datetime import datetime, timedelta

from bot.services.alerts.actions import give_back_alerts
from bot.services.audit import record_action
from bot.services.clinics.setup import OPERATOR
from bot.services.dialogs import stop_waiting
from bot.services.onboarding.invites import InvitePurpose, revoke_invites
from bot.services.outbox import To, enqueue
from bot.texts import staff as texts
from bot.texts.sentences import Message
from db.enums import MemberRole, OutboxClass
from db.models import Account, Clinic, Group, Staff
from db.queries.caregivers import holders_of
from db.queries.leaders import memberships_of_leaders
from db.queries.outbox.readers import messages_not_theirs_any_more
from db.session import UnitOfWork

DELETABLE_FOR = timedelta(hours=47)
"""A bot may delete a message for 48 hours. An older one is edited."""


async def remove_staff(session: UnitOfWork, member: Staff, *, now: datetime) -> None:
    """From now on they get no message, may press no button, and their alerts are paged anew."""
    member.left_at = now
    await session.flush()
    record_action(session, "staff_left", ("staff", member.id), actor=OPERATOR, now=now)
    await give_back_alerts(session, member.id, now=now)
    await revoke_invites(session, InvitePurpose.STAFF, member.id, now=now)
    if member.account_id is None:
        return
    account = await session.get_one(Account, member.account_id)
    account.menu_due = True
    stop_waiting(session, member.account_id)
    clinic = await session.get_one(Clinic, member.clinic_id)
    said = texts.no_longer_staff(clinic=clinic.name)
    enqueue(session, OutboxClass.REPLY, To.account(member.account_id), said, now=now)
    await take_away_messages(session, member.account_id, now=now)


async def dismiss_leader(
    session: UnitOfWork, group: Group, patient_id: int, *, now: datetime
) -> bool:
    """Leaders who speak for this patient become ordinary members. Return whether there was one."""
    accounts = await holders_of(session, patient_id)
    led = [
        one for one in await memberships_of_leaders(session, group.id) if one.account_id in accounts
    ]
    for one in led:
        one.role, one.rests_until, one.leads_until = MemberRole.MEMBER, None, None
        await session.flush()
        detail = str(one.account_id)
        record_action(
            session, "no_leader", ("group", group.id), actor=OPERATOR, detail=detail, now=now
        )
        await take_away_messages(session, one.account_id, now=now)
    return bool(led)


async def take_away_messages(session: UnitOfWork, account_id: int, *, now: datetime) -> None:
    """Delete, or where Telegram no longer allows that overwrite, what is not theirs any more."""
    await session.flush_queued()
    for shown in await messages_not_theirs_any_more(session, account_id):
        deletable = shown.done_at is not None and now - shown.done_at < DELETABLE_FOR
        said = texts.taken_away()
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(account_id),
            Message(said.template) if deletable else said,
            method="delete" if deletable else "edit",
            target_outbox_id=shown.id,
            now=now,
        )
