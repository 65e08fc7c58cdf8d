"""Patients of a clinic and their groups, for reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from db.enums import GroupKind, GroupState
from db.models import Group, Holder, Membership, Patient
from db.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReportedPatient:
    id: int
    name: str
    clinic_number: str | None
    village: str | None
    programme: str | None


async def patients_for_report(session: UnitOfWork, clinic_id: int) -> list[ReportedPatient]:
    """All patients who have not left."""
    rows = await session.execute(
        select(Patient.id, Patient.name, Patient.clinic_number, Patient.village, Patient.programme)
        .where(Patient.clinic_id == clinic_id, Patient.left_on.is_(None))
        .order_by(Patient.id)
    )
    return [ReportedPatient(*row) for row in rows]


async def groups_by_patient(session: UnitOfWork, clinic_id: int) -> Sequence[tuple[int, str]]:
    """(patient id, group title), once for each group, even if several phones are in it."""
    rows = await session.execute(
        select(Patient.id, Group.title)
        .join(Holder, Holder.patient_id == Patient.id)
        .join(Membership, Membership.account_id == Holder.account_id)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Patient.clinic_id == clinic_id,
            Patient.left_on.is_(None),
            Holder.ended_at.is_(None),
            Membership.left_at.is_(None),
            Group.clinic_id == clinic_id,
            Group.kind == GroupKind.PEER,
            Group.state == GroupState.ACTIVE,
        )
        .distinct()
        .order_by(Group.title, Patient.id)
    )
    return [(patient_id, title) for patient_id, title in rows]
