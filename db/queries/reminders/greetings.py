"""Patients whom somebody should greet, and the leaders who may."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, select

from db.enums import ConsentScope, GroupKind, GroupState, MemberRole
from db.models import (
    Account,
    Consent,
    Greeting,
    Group,
    Holder,
    Membership,
    Patient,
)
from db.session import UnitOfWork


async def has_greeting_since(session: UnitOfWork, patient_id: int, since: datetime) -> bool:
    found = await session.scalar(
        select(Greeting.id)
        .where(Greeting.patient_id == patient_id, Greeting.requested_at > since)
        .limit(1)
    )
    return found is not None


async def open_greetings(
    session: UnitOfWork, clinic_id: int, limit: int
) -> Sequence[tuple[Greeting, Patient]]:
    """Greetings that nobody has been asked for yet, the longest waiting first."""
    rows = await session.execute(
        select(Greeting, Patient)
        .join(Patient, Patient.id == Greeting.patient_id)
        .where(
            Patient.clinic_id == clinic_id,
            Greeting.asked_at.is_(None),
            Patient.left_on.is_(None),
        )
        .order_by(Greeting.requested_at, Greeting.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Greeting)
    )
    return [(row[0], row[1]) for row in rows]


async def leaders_allowed_to_help(session: UnitOfWork, patients: Collection[int]) -> dict[int, int]:
    """For each patient the longest-serving leader who may help them and can be reached.

    A leader who speaks for the patient is left out: they share a phone or a household.
    """
    mine = exists().where(
        Holder.account_id == Membership.account_id,
        Holder.patient_id == Consent.patient_id,
        Holder.ended_at.is_(None),
    )
    shared = (
        select(Membership.group_id)
        .join(Holder, Holder.account_id == Membership.account_id)
        .where(
            Holder.patient_id == Consent.patient_id,
            Holder.ended_at.is_(None),
            Membership.left_at.is_(None),
        )
        .correlate(Consent)
    )
    rows = await session.execute(
        select(Consent.patient_id, Membership.account_id)
        .join(Membership, Membership.role == MemberRole.LEADER)
        .join(Group, Group.id == Membership.group_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Consent.patient_id.in_(list(patients)),
            Consent.scope == ConsentScope.LEADER,
            Consent.withdrawn_at.is_(None),
            Membership.left_at.is_(None),
            Membership.group_id.in_(shared),
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
            Account.unreachable_since.is_(None),
            ~mine,
        )
        .order_by(Membership.id)
    )
    found: dict[int, int] = {}
    for patient_id, account_id in rows:
        found.setdefault(patient_id, account_id)
    return found
