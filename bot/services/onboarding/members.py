"""Accounts, patients and members of groups: language, names, phone numbers, joining, leaving."""

from datetime import datetime

from sqlalchemy import update

from bot.services.audit import Actor, record_action
from bot.services.clinics.places import places_for_details
from bot.services.outbox import enqueue
from bot.texts import staff as staff_texts
from db.enums import MemberRole, OutboxClass
from db.models import Account, Group, Membership, Patient
from db.queries.groups import membership
from db.session import UnitOfWork


async def create_patient(
    session: UnitOfWork,
    clinic_id: int,
    name: str,
    *,
    programme: str | None,
    registered: bool = False,
    now: datetime,
) -> Patient:
    """`registered`: by the clinic itself, which so knows them."""
    patient = Patient(
        clinic_id=clinic_id,
        name=name,
        programme=programme,
        registered=registered,
        created_at=now,
    )
    session.add(patient)
    await session.flush()
    return patient


def rename_patient(
    session: UnitOfWork, actor: Actor, patient: Patient, name: str, *, now: datetime
) -> None:
    patient.name = name
    record_action(session, "rename", ("patient", patient.id), actor=actor, now=now)


def set_patient_phone(
    session: UnitOfWork, actor: Actor, patient: Patient, phone: str, *, now: datetime
) -> None:
    """The number at which the clinic may ring the patient, who has agreed."""
    patient.phone = phone
    record_action(session, "phone", ("patient", patient.id), actor=actor, now=now)


async def forward_spoken_name(
    session: UnitOfWork, patient: Patient, file_id: str, *, now: datetime
) -> None:
    """Send a spoken name to the clinic."""
    spoken = staff_texts.name_spoken(name=patient.name, patient=patient.id, voice=file_id)
    for each in await places_for_details(session, patient.clinic_id):
        enqueue(
            session,
            OutboxClass.ALERT,
            each,
            spoken,
            patient_id=patient.id,
            now=now,
        )


async def switch_patient(session: UnitOfWork, account_id: int, patient_id: int) -> None:
    """From now on this phone is about this patient."""
    await session.execute(
        update(Account).where(Account.id == account_id).values(patient_id=patient_id)
    )


async def join_group(
    session: UnitOfWork,
    group: Group,
    account_id: int,
    *,
    role: MemberRole = MemberRole.MEMBER,
    in_chat: bool = False,
    now: datetime,
) -> None:
    """Joining a second time changes nothing. `in_chat`: Telegram says that they are there."""
    member = await membership(session, group.id, account_id)
    if member is not None:
        member.in_chat = member.in_chat or in_chat
        return
    session.add(
        Membership(
            group_id=group.id, account_id=account_id, role=role, in_chat=in_chat, joined_at=now
        )
    )
    await session.flush()
    record_action(session, "join", ("group", group.id), actor=("account", account_id), now=now)


async def note_asked(session: UnitOfWork, group_id: int, account_id: int, *, now: datetime) -> None:
    """Telegram was asked whether they are in the chat, and did not say that they left."""
    member = await membership(session, group_id, account_id)
    if member is not None:
        member.checked_at = now


async def leave_group(
    session: UnitOfWork, group_id: int, account_id: int, *, now: datetime
) -> None:
    await session.execute(
        update(Membership)
        .where(
            Membership.group_id == group_id,
            Membership.account_id == account_id,
            Membership.left_at.is_(None),
        )
        .values(left_at=now)
    )
    record_action(session, "leave", ("group", group_id), actor=("account", account_id), now=now)
