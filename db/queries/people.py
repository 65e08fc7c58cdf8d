"""Accounts, patients, their caregivers, and staff."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Result, Row, and_, bindparam, exists, or_, select, update

from db.base import UtcDateTime, table_of
from db.enums import ConsentScope
from db.models import Account, Clinic, Consent, Holder, OpenDialog, Patient, Staff
from db.session import UnitOfWork

_CARE = select(Consent.id).where(
    Consent.patient_id == Patient.id, Consent.scope == ConsentScope.CARE
)
CONSENT_STANDS = or_(_CARE.where(Consent.withdrawn_at.is_(None)).exists(), ~_CARE.exists())
"""A patient's consent to care stands, or was never asked for because the clinic registered them."""

SPEAKERS = (
    select(
        Account.id,
        Account.telegram_id,
        Account.language,
        Account.patient_id,
        Account.unreachable_since,
        Account.last_heard_at,
        Staff.id.label("staff_id"),
        Staff.clinic_id.label("staff_clinic_id"),
        Staff.role.label("staff_role"),
        Staff.name.label("staff_name"),
        Staff.chosen_at.label("staff_chosen_at"),
        Patient.programme,
        Holder.role.label("holder_role"),
        OpenDialog.flow,
        OpenDialog.data,
        OpenDialog.version,
        OpenDialog.expires_at,
    )
    .outerjoin(OpenDialog, OpenDialog.account_id == Account.id)
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
    .order_by(Staff.chosen_at.desc().nulls_last(), Staff.id)
)
"""One row for each clinic whose staff somebody is on, the one chosen last first."""


MARK_HEARD = (
    update(table_of(Account))
    .where(Account.id == bindparam("row"))
    .values(last_heard_at=bindparam("at", type_=UtcDateTime))
)


async def speakers(session: UnitOfWork, telegram_ids: Collection[int]) -> Sequence[Row[Any]]:
    found: Result[Any] = await session.execute(SPEAKERS, {"telegram_ids": list(telegram_ids)})
    return found.all()


async def account_with_telegram_id(session: UnitOfWork, telegram_id: int) -> Account | None:
    found: Account | None = await session.scalar(
        select(Account).where(Account.telegram_id == telegram_id)
    )
    return found


async def reading_preferences(session: UnitOfWork, account_id: int) -> Row[Any]:
    """The account's `language`, `digits` and `voice`."""
    columns = select(Account.language, Account.digits, Account.voice)
    found: Result[Any] = await session.execute(columns.where(Account.id == account_id))
    return found.one()


@dataclass(frozen=True, slots=True)
class MenuDue:
    """A private chat whose menu of commands must be sent to Telegram."""

    account_id: int
    telegram_id: int
    language: str | None
    staff: bool


async def menus_due(session: UnitOfWork, limit: int) -> list[MenuDue]:
    on_staff = exists().where(Staff.account_id == Account.id, Staff.left_at.is_(None))
    rows = await session.execute(
        select(Account.id, Account.telegram_id, Account.language, on_staff)
        .where(Account.menu_due)
        .order_by(Account.id)
        .limit(limit)
    )
    return [MenuDue(*row) for row in rows]


async def all_patients(session: UnitOfWork, *, left: bool | None = False) -> list[Patient]:
    """Patients in care, those who have left (`left`), or both if that is None."""
    wanted = select(Patient).order_by(Patient.id)
    if left is not None:
        wanted = wanted.where(Patient.left_on.is_not(None) if left else Patient.left_on.is_(None))
    return list(await session.scalars(wanted))


async def patients_with_joined(
    session: UnitOfWork, clinic_id: int | None
) -> list[tuple[str, Patient, bool]]:
    """Clinic, patient, and whether an account speaks for them; None means every clinic."""
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


async def patient_with_number(session: UnitOfWork, clinic_id: int, number: str) -> Patient | None:
    found: Patient | None = await session.scalar(
        select(Patient).where(Patient.clinic_id == clinic_id, Patient.clinic_number == number)
    )
    return found


async def staff_named(session: UnitOfWork, clinic_id: int, name: str) -> Staff | None:
    found: Staff | None = await session.scalar(
        select(Staff).where(
            Staff.clinic_id == clinic_id, Staff.name == name, Staff.left_at.is_(None)
        )
    )
    return found


async def staff_accounts(session: UnitOfWork, clinic_id: int) -> list[int]:
    """Accounts of everybody on the clinic's staff who has opened the bot."""
    rows = await session.scalars(
        select(Staff.account_id)
        .where(Staff.clinic_id == clinic_id, Staff.left_at.is_(None), Staff.account_id.is_not(None))
        .order_by(Staff.id)
    )
    return [account_id for account_id in rows if account_id is not None]


async def patient_name(session: UnitOfWork, patient_id: int | None) -> str | None:
    found: str | None = await session.scalar(select(Patient.name).where(Patient.id == patient_id))
    return found


async def reachable_accounts(session: UnitOfWork, account_ids: Iterable[int]) -> list[int]:
    """The accounts that have not blocked the bot, in the given order."""
    wanted = list(account_ids)
    rows = await session.scalars(
        select(Account.id).where(Account.id.in_(wanted), Account.unreachable_since.is_(None))
    )
    reachable = set(rows)
    return [account_id for account_id in wanted if account_id in reachable]
