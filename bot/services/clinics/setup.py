"""What an operator enters: clinics with their escalation policy, patients, leaders. Idempotent."""

from datetime import datetime
from typing import Any

from bot.domain.alerts import DEFAULT_POLICIES
from bot.services.alerts.escalation_policy import DEFAULT_ROLES
from bot.services.audit import record_action
from bot.services.leaders import make_permanent_leader
from bot.services.onboarding.members import create_patient, join_group
from db.enums import Programme
from db.models import Clinic, EscalationStep, Group, Patient
from db.queries.clinics import clinic_named
from db.queries.groups import membership
from db.queries.people import patient_with_number
from db.session import UnitOfWork

OPERATOR = ("operator", None)


async def add_clinic(
    session: UnitOfWork,
    name: str,
    phone: str,
    *,
    practice: bool = False,
    now: datetime,
    **more: Any,
) -> tuple[Clinic, bool]:
    """Create the clinic, or change the one of this name. Return it and whether it is new.

    `more`: ambulance, opens_hour, closes_hour. What is left out stays as it is.
    """
    clinic = await clinic_named(session, name)
    if clinic is not None:
        clinic.phone = phone
        for field, value in more.items():
            setattr(clinic, field, value)
        record_action(session, "clinic_changed", ("clinic", clinic.id), actor=OPERATOR, now=now)
        return clinic, False
    clinic = Clinic(name=name, phone=phone, practice=practice, created_at=now, **more)
    session.add(clinic)
    await session.flush()
    session.add_all(default_escalation_steps(clinic.id))
    record_action(session, "clinic", ("clinic", clinic.id), actor=OPERATOR, now=now)
    return clinic, True


def default_escalation_steps(clinic_id: int) -> list[EscalationStep]:
    return [
        EscalationStep(
            clinic_id=clinic_id,
            severity=severity.value,
            step=step,
            role=str(role),
            wait_minutes=int(wait.total_seconds() // 60),
        )
        for severity, ladder in DEFAULT_POLICIES.items()
        for step, (role, wait) in enumerate(
            zip(DEFAULT_ROLES[severity], ladder.waits, strict=False)
        )
    ]


async def add_patient(
    session: UnitOfWork,
    clinic: Clinic,
    name: str,
    *,
    number: str | None,
    programme: Programme | None,
    village: str | None,
    phone: str | None = None,
    now: datetime,
) -> tuple[Patient, bool]:
    """Create the patient, or change the one with this clinic number.

    Return the patient and whether they are new.
    """
    patient: Patient | None = None
    if number is not None:
        patient = await patient_with_number(session, clinic.id, number)
    new = patient is None
    if patient is None:
        patient = await create_patient(
            session, clinic.id, name, programme=programme, registered=True, now=now
        )
    patient.name, patient.clinic_number, patient.registered = name, number, True
    patient.programme = programme or patient.programme
    patient.village = village or patient.village
    patient.phone = phone or patient.phone
    await session.flush()
    record_action(session, "patient", ("patient", patient.id), actor=OPERATOR, now=now)
    return patient, new


async def appoint_leader(
    session: UnitOfWork, group: Group, account_id: int, *, now: datetime
) -> bool:
    """Make somebody a leader, and a member if needed. False if there are two leaders already."""
    await join_group(session, group, account_id, now=now)
    found = await membership(session, group.id, account_id)
    assert found is not None
    if not await make_permanent_leader(session, found, group):
        return False
    record_action(
        session, "leader", ("group", group.id), actor=OPERATOR, detail=str(account_id), now=now
    )
    return True
