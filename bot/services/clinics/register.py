"""The clinic's own entries: clinics with ladder, staff, patients. Said twice, all stand once."""

from datetime import datetime
from typing import Any

from bot.domain.alerts import DEFAULT_LADDERS
from bot.services.alerts.escalation_policy import DEFAULT_ROLES
from bot.services.audit import note
from bot.services.leaders import make_one_lead
from bot.services.onboarding.members import join_group, make_patient
from db.enums import MemberRole, Programme, StaffRole
from db.models import Account, Clinic, Group, Patient, Rung, Staff
from db.queries.clinics import clinic_named
from db.queries.groups import membership
from db.queries.leaders.roles import leading
from db.queries.people import holders_of, patient_numbered, staff_named
from db.session import Unit

OPERATOR = ("operator", None)


async def add_clinic(
    session: Unit, name: str, phone: str, *, practice: bool = False, now: datetime, **more: Any
) -> tuple[Clinic, bool]:
    """The clinic, and whether it is new; one of this name gets the given phone and hours.

    `more`: ambulance, opens_hour, closes_hour; left out, they stay as they are.
    """
    clinic = await clinic_named(session, name)
    if clinic is not None:
        clinic.phone = phone
        for field, value in more.items():
            setattr(clinic, field, value)
        note(session, "clinic_changed", ("clinic", clinic.id), actor=OPERATOR, now=now)
        return clinic, False
    clinic = Clinic(name=name, phone=phone, practice=practice, created_at=now, **more)
    session.add(clinic)
    await session.flush()
    session.add_all(default_rungs(clinic.id))
    note(session, "clinic", ("clinic", clinic.id), actor=OPERATOR, now=now)
    return clinic, True


def default_rungs(clinic_id: int) -> list[Rung]:
    return [
        Rung(
            clinic_id=clinic_id,
            severity=severity.value,
            step=step,
            role=str(role),
            wait_minutes=int(wait.total_seconds() // 60),
        )
        for severity, ladder in DEFAULT_LADDERS.items()
        for step, (role, wait) in enumerate(
            zip(DEFAULT_ROLES[severity], ladder.waits, strict=False)
        )
    ]


async def add_staff(
    session: Unit, clinic: Clinic, name: str, role: StaffRole, *, now: datetime
) -> Staff:
    """One of this name who has not left gets the given role."""
    member = await staff_named(session, clinic.id, name)
    if member is None:
        member = Staff(clinic_id=clinic.id, name=name, role=role)
        session.add(member)
    member.role = role
    await session.flush()
    note(session, "staff", ("staff", member.id), actor=OPERATOR, detail=role, now=now)
    return member


async def add_patient(
    session: Unit,
    clinic: Clinic,
    name: str,
    *,
    number: str | None,
    programme: Programme | None,
    village: str | None,
    phone: str | None = None,
    now: datetime,
) -> tuple[Patient, bool]:
    """The patient, and whether they are new; one with this clinic number gets what is given."""
    patient: Patient | None = None
    if number is not None:
        patient = await patient_numbered(session, clinic.id, number)
    new = patient is None
    if patient is None:
        patient = await make_patient(session, clinic.id, name, programme=programme, now=now)
    patient.name, patient.clinic_number = name, number
    patient.programme = programme or patient.programme
    patient.village = village or patient.village
    patient.phone = phone or patient.phone
    await session.flush()
    note(session, "patient", ("patient", patient.id), actor=OPERATOR, now=now)
    return patient, new


async def remove_staff(session: Unit, member: Staff, *, now: datetime) -> None:
    """From now on they are told nothing and may press nothing."""
    member.left_at = now
    if member.account_id is not None:
        account = await session.get_one(Account, member.account_id)
        account.menu_due = True
    note(session, "staff_left", ("staff", member.id), actor=OPERATOR, now=now)


async def make_leader(session: Unit, group: Group, account_id: int, *, now: datetime) -> bool:
    """Of a member, or of somebody who becomes one with it. False: two lead the group already."""
    await join_group(session, group, account_id, now=now)
    found = await membership(session, group.id, account_id)
    assert found is not None
    if not await make_one_lead(session, found, group):
        return False
    note(session, "leader", ("group", group.id), actor=OPERATOR, detail=str(account_id), now=now)
    return True


async def end_leading(session: Unit, group: Group, patient_id: int, *, now: datetime) -> bool:
    """Whether somebody who speaks for this patient led the group; they go on as a member."""
    accounts = await holders_of(session, patient_id)
    led = [one for one in await leading(session, group.id) if one.account_id in accounts]
    for one in led:
        one.role, one.rests_until, one.leads_until = MemberRole.MEMBER, None, None
        detail = str(one.account_id)
        note(session, "no_leader", ("group", group.id), actor=OPERATOR, detail=detail, now=now)
    return bool(led)
