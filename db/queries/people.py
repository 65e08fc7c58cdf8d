"""Who is who: accounts, patients, staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Result, Row, and_, bindparam, select

from db.enums import HolderRole
from db.models import Account, Consent, Dialog, Holder, Patient, Staff
from db.session import Unit

SPEAKERS = (
    select(
        Account.id,
        Account.telegram_id,
        Account.language,
        Account.patient_id,
        Account.unreachable_since,
        Staff.id.label("staff_id"),
        Staff.clinic_id.label("staff_clinic_id"),
        Staff.role.label("staff_role"),
        Staff.name.label("staff_name"),
        Patient.programme,
        Holder.role.label("holder_role"),
        Dialog.flow,
        Dialog.step,
        Dialog.data,
        Dialog.version,
        Dialog.expires_at,
    )
    .outerjoin(Dialog, Dialog.account_id == Account.id)
    .outerjoin(Staff, and_(Staff.account_id == Account.id, Staff.left_at.is_(None)))
    .outerjoin(Patient, Patient.id == Account.patient_id)
    .outerjoin(
        Holder,
        and_(
            Holder.account_id == Account.id,
            Holder.patient_id == Account.patient_id,
            Holder.ended_at.is_(None),
        ),
    )
    .where(Account.telegram_id.in_(bindparam("telegram_ids", expanding=True)))
)


async def speakers(session: Unit, telegram_ids: Collection[int]) -> Sequence[Row[Any]]:
    found: Result[Any] = await session.execute(SPEAKERS, {"telegram_ids": list(telegram_ids)})
    return found.all()


async def account_of(session: Unit, telegram_id: int) -> Account | None:
    found: Account | None = await session.scalar(
        select(Account).where(Account.telegram_id == telegram_id)
    )
    return found


@dataclass(frozen=True, slots=True)
class HeldPatient:
    """A patient that an account may speak for."""

    id: int
    name: str
    role: str
    programme: str | None
    clinic_id: int


async def patients_held_by(session: Unit, account_id: int) -> list[HeldPatient]:
    """Whom this account may speak for, themselves first."""
    rows = await session.execute(
        select(Patient.id, Patient.name, Holder.role, Patient.programme, Patient.clinic_id)
        .join(Holder, Holder.patient_id == Patient.id)
        .where(
            Holder.account_id == account_id,
            Holder.ended_at.is_(None),
            Patient.left_on.is_(None),
        )
        .order_by(Holder.role.desc(), Patient.id)
    )
    return [HeldPatient(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Caregiver:
    """Somebody who may count for a patient from a phone of their own."""

    holder_id: int
    name: str | None
    """None: let in before names were kept."""


async def caregivers_of(session: Unit, patient_id: int) -> list[Caregiver]:
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


async def own_accounts(session: Unit, patient_id: int) -> list[int]:
    """Phones that the patient holds themselves."""
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


async def holders_of(session: Unit, patient_id: int) -> list[int]:
    """Accounts that may be written to about this patient."""
    rows = await session.scalars(
        select(Holder.account_id)
        .where(Holder.patient_id == patient_id, Holder.ended_at.is_(None))
        .order_by(Holder.id)
    )
    return list(rows)


async def open_consents(session: Unit, patient_id: int) -> list[Consent]:
    rows = await session.scalars(
        select(Consent).where(Consent.patient_id == patient_id, Consent.withdrawn_at.is_(None))
    )
    return list(rows)


async def staff_on_call(session: Unit, clinic_id: int, role: str, now: datetime) -> list[Staff]:
    """Staff of a role who are on call and have opened the bot, in the order they joined."""
    rows = await session.scalars(
        select(Staff)
        .where(
            Staff.clinic_id == clinic_id,
            Staff.role == role,
            Staff.on_call,
            Staff.left_at.is_(None),
            Staff.account_id.is_not(None),
        )
        .order_by(Staff.id)
    )
    return list(rows)


async def staff_accounts(session: Unit, clinic_id: int) -> list[int]:
    """Accounts of everybody on the clinic's staff who has opened the bot."""
    rows = await session.scalars(
        select(Staff.account_id)
        .where(Staff.clinic_id == clinic_id, Staff.left_at.is_(None), Staff.account_id.is_not(None))
        .order_by(Staff.id)
    )
    return [account_id for account_id in rows if account_id is not None]


HOLDER_ROLE = select(Holder.role).where(
    Holder.account_id == bindparam("account"),
    Holder.patient_id == bindparam("patient"),
    Holder.ended_at.is_(None),
)


async def holder_role(session: Unit, account_id: int, patient_id: int) -> str | None:
    """How the account stands to the patient; None: it may not speak for them."""
    found: str | None = await session.scalar(
        HOLDER_ROLE, {"account": account_id, "patient": patient_id}
    )
    return found
