"""Staff of a clinic: added by the operator, joined by an invitation."""

from datetime import datetime

from bot.services.audit import record_action
from bot.services.clinics.setup import OPERATOR
from bot.services.outbox import To, enqueue
from bot.texts import staff as texts
from db.enums import Language, OutboxClass, StaffRole
from db.models import Account, Clinic, Invite, Staff
from db.queries.people import staff_named
from db.session import UnitOfWork


async def join_staff(
    session: UnitOfWork, account_id: int, invite: Invite, *, now: datetime
) -> None:
    """Connect the account of the invited person with their place on the staff."""
    member = await session.get_one(Staff, invite.subject_id)
    member.account_id, member.chosen_at = account_id, now
    account = await session.get_one(Account, account_id)
    account.language = account.language or Language.HINDI
    account.menu_due = True
    record_action(
        session, "staff_join", ("staff", member.id), actor=("account", account_id), now=now
    )
    welcome = texts.welcome(name=member.name)
    enqueue(session, OutboxClass.REPLY, To.account(account_id), welcome, now=now)


async def add_staff(
    session: UnitOfWork, clinic: Clinic, name: str, role: StaffRole, *, now: datetime
) -> Staff:
    """Add somebody, or change the role of the one with this name who has not left."""
    member = await staff_named(session, clinic.id, name)
    if member is None:
        member = Staff(clinic_id=clinic.id, name=name, role=role)
        session.add(member)
    member.role = role
    await session.flush()
    record_action(session, "staff", ("staff", member.id), actor=OPERATOR, detail=role, now=now)
    return member


async def choose_workplace(session: UnitOfWork, staff_id: int, *, now: datetime) -> None:
    """From now on what names no clinic is about this one."""
    (await session.get_one(Staff, staff_id)).chosen_at = now
