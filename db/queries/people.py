"""Who is who: accounts, patients, staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Result, Row, and_, bindparam, exists, or_, select

from db.enums import ConsentScope, HolderRole
from db.models import Account, Clinic, Consent, Dialog, Holder, Patient, Staff
from db.session import Unit

_CARE = select(Consent.id).where(
    Consent.patient_id == Patient.id, Consent.scope == ConsentScope.CARE
)
NOT_WITHDRAWN = or_(_CARE.where(Consent.withdrawn_at.is_(None)).exists(), ~_CARE.exists())
"""Of a patient: they agree. Whom the clinic registered and nobody asked yet is its own patient."""

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


async def reader_of(session: Unit, account_id: int) -> Row[Any]:
    """How the account likes to be spoken to: `language`, `digits`, `voice`."""
    columns = select(Account.language, Account.digits, Account.voice)
    found: Result[Any] = await session.execute(columns.where(Account.id == account_id))
    return found.one()


@dataclass(frozen=True, slots=True)
class MenuDue:
    """A private chat whose menu of commands Telegram is to be told."""

    account_id: int
    telegram_id: int
    language: str | None
    staff: bool


async def menus_due(session: Unit, limit: int) -> list[MenuDue]:
    on_staff = exists().where(Staff.account_id == Account.id, Staff.left_at.is_(None))
    rows = await session.execute(
        select(Account.id, Account.telegram_id, Account.language, on_staff)
        .where(Account.menu_due)
        .order_by(Account.id)
        .limit(limit)
    )
    return [MenuDue(*row) for row in rows]


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


async def all_patients(session: Unit, *, left: bool | None = False) -> list[Patient]:
    """`left`: those who are no longer looked after. None: both."""
    wanted = select(Patient).order_by(Patient.id)
    if left is not None:
        wanted = wanted.where(Patient.left_on.is_not(None) if left else Patient.left_on.is_(None))
    return list(await session.scalars(wanted))


async def patients_and_joined(
    session: Unit, clinic_id: int | None
) -> list[tuple[str, Patient, bool]]:
    """With the clinic's name, and whether anybody speaks for them here. None: of every clinic."""
    joined = select(Holder.id).where(Holder.patient_id == Patient.id, Holder.ended_at.is_(None))
    wanted = (
        select(Clinic.name, Patient, joined.exists())
        .join(Clinic, Clinic.id == Patient.clinic_id)
        .where(Patient.left_on.is_(None))
        .order_by(Clinic.id, Patient.id)
    )
    if clinic_id is not None:
        wanted = wanted.where(Patient.clinic_id == clinic_id)
    rows = await session.execute(wanted)
    return [(row[0], row[1], row[2]) for row in rows]


async def patient_numbered(session: Unit, clinic_id: int, number: str) -> Patient | None:
    found: Patient | None = await session.scalar(
        select(Patient).where(Patient.clinic_id == clinic_id, Patient.clinic_number == number)
    )
    return found


async def staff_named(session: Unit, clinic_id: int, name: str) -> Staff | None:
    found: Staff | None = await session.scalar(
        select(Staff).where(
            Staff.clinic_id == clinic_id, Staff.name == name, Staff.left_at.is_(None)
        )
    )
    return found


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


async def leader_allowed(session: Unit, patient_id: int) -> bool:
    """Whether the leaders of the patient's group may help: they said yes, and it stands."""
    allowed = exists().where(
        Consent.patient_id == patient_id,
        Consent.scope == ConsentScope.LEADER,
        Consent.withdrawn_at.is_(None),
    )
    return bool(await session.scalar(select(allowed)))


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


async def patient_name(session: Unit, patient_id: int | None) -> str | None:
    found: str | None = await session.scalar(select(Patient.name).where(Patient.id == patient_id))
    return found
