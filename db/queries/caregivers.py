"""Who may speak for a patient: their own account, caregivers, and leaders they allow to help."""

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select

from db.enums import ConsentScope, HolderRole
from db.models import Consent, Holder, Patient
from db.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class HeldPatient:
    """A patient that an account may speak for."""

    id: int
    name: str
    role: str
    programme: str | None
    clinic_id: int
    registered: bool
    """Whether the clinic entered them itself."""


async def patients_held_by(session: UnitOfWork, account_id: int) -> list[HeldPatient]:
    """Patients for whom this account may speak, its owner first."""
    rows = await session.execute(
        select(
            Patient.id,
            Patient.name,
            Holder.role,
            Patient.programme,
            Patient.clinic_id,
            Patient.registered,
        )
        .join(Holder, Holder.patient_id == Patient.id)
        .where(
            Holder.account_id == account_id,
            Holder.ended_at.is_(None),
            Patient.left_on.is_(None),
        )
        .order_by(Holder.role.desc(), Patient.id)
    )
    return [HeldPatient(*row) for row in rows]


HOLDER_ROLE = select(Holder.role).where(
    Holder.account_id == bindparam("account"),
    Holder.patient_id == bindparam("patient"),
    Holder.ended_at.is_(None),
)


async def holder_role(session: UnitOfWork, account_id: int, patient_id: int) -> str | None:
    """The role of the account for the patient; None if it may not speak for them."""
    found: str | None = await session.scalar(
        HOLDER_ROLE, {"account": account_id, "patient": patient_id}
    )
    return found


@dataclass(frozen=True, slots=True)
class Caregiver:
    """Somebody who may count for a patient from their own phone."""

    holder_id: int
    name: str | None
    """None if it was not stored when they were let in."""


async def caregivers_of(session: UnitOfWork, patient_id: int) -> list[Caregiver]:
    rows = await session.execute(
        select(Holder.id, Holder.name)
        .where(
            Holder.patient_id == patient_id,
            Holder.role == HolderRole.CAREGIVER,
            Holder.ended_at.is_(None),
        )
        .order_by(Holder.id)
    )
    return [Caregiver(*row) for row in rows]


async def accounts_of_patient_themselves(session: UnitOfWork, patient_id: int) -> list[int]:
    """Accounts of the patient, not of caregivers."""
    rows = await session.scalars(
        select(Holder.account_id)
        .where(
            Holder.patient_id == patient_id,
            Holder.role == HolderRole.SELF,
            Holder.ended_at.is_(None),
        )
        .order_by(Holder.id)
    )
    return list(rows)


async def holders_of(session: UnitOfWork, patient_id: int) -> list[int]:
    """Accounts to which messages about this patient may go."""
    rows = await session.scalars(
        select(Holder.account_id)
        .where(Holder.patient_id == patient_id, Holder.ended_at.is_(None))
        .order_by(Holder.id)
    )
    return list(rows)


async def leader_may_help(session: UnitOfWork, patient_id: int) -> bool:
    """Whether the patient's consent to help from leaders of the group stands."""
    allowed = exists().where(
        Consent.patient_id == patient_id,
        Consent.scope == ConsentScope.LEADER,
        Consent.withdrawn_at.is_(None),
    )
    return bool(await session.scalar(select(allowed)))
