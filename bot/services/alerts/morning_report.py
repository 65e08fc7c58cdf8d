"""The morning report: which alerts are open, and who of the staff on call cannot be reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select

from bot.domain.schedule import instant, local_day, local_time
from bot.services.alerts.visibility import alert_lines
from bot.services.oncall import staff_on_call
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from bot.texts.alerts import lists as texts
from bot.texts.alerts.lists import UnreachableStaff
from db.enums import OutboxClass
from db.models import Account, Clinic, Slot, Staff
from db.queries.alerts.lookup import open_alerts
from db.queries.groups import staff_group
from db.queries.oncall import staff_of_clinic, staff_with_account
from db.session import UnitOfWork

MORNING_REPORT = "morning_report"


@dataclass(frozen=True, slots=True)
class StaffToReach:
    account_id: int
    telegram_id: int


async def clinics_due_for_report(session: UnitOfWork, now: datetime) -> list[int]:
    """Clinics that have opened today and whose staff were not checked yet."""
    clinics = await session.scalars(
        select(Clinic).where(Clinic.opens_hour <= local_time(now).hour).order_by(Clinic.id)
    )
    return [one.id for one in clinics if not await _is_done(session, one, now)]


async def staff_to_reach(session: UnitOfWork, clinic_id: int) -> list[StaffToReach]:
    """All staff of a clinic who have ever opened the bot."""
    rows = await session.execute(
        select(Account.id, Account.telegram_id)
        .join(Staff, Staff.account_id == Account.id)
        .where(Staff.clinic_id == clinic_id, Staff.left_at.is_(None))
        .order_by(Staff.id)
    )
    return [StaffToReach(*row) for row in rows]


async def send_report_of_clinic(
    session: UnitOfWork, clinic_id: int, blocked: Mapping[int, str | None], *, now: datetime
) -> None:
    """Warn of staff who cannot be reached, and send the report if the clinic opens at this hour.

    `blocked` tells for each account why Telegram refuses the bot, None if it does not.
    """
    clinic = await session.get_one(Clinic, clinic_id, with_for_update=True)
    if not await take_slot(session, MORNING_REPORT, str(clinic.id), _opening(clinic, now), now=now):
        return
    await _store_reachability(session, blocked, now)
    missing = await _unreachable_on_call(session, clinic, now)
    if missing:
        await _warn_of_unreachable_staff(session, clinic, missing, now)
    if local_time(now).hour == clinic.opens_hour:
        await _send_report(session, clinic, [member.name for member in missing], now)


async def _store_reachability(
    session: UnitOfWork, blocked: Mapping[int, str | None], now: datetime
) -> None:
    for account_id, why in blocked.items():
        account = await session.get_one(Account, account_id)
        account.unreachable_since = (account.unreachable_since or now) if why else None
        account.unreachable_reason = why


async def _unreachable_on_call(session: UnitOfWork, clinic: Clinic, now: datetime) -> list[Staff]:
    """Staff who are on call now but would not receive a page."""
    staff = await staff_on_call(session, await staff_of_clinic(session, clinic.id), now=now)
    missing = []
    for member in staff:
        account = await session.get(Account, member.account_id) if member.account_id else None
        if account is None or account.unreachable_since is not None:
            missing.append(member)
    return missing


async def _warn_of_unreachable_staff(
    session: UnitOfWork, clinic: Clinic, missing: list[Staff], now: datetime
) -> None:
    warning = texts.unreachable_staff(
        missing=[UnreachableStaff(one.name, started=one.account_id is not None) for one in missing]
    )
    away = {member.account_id for member in missing}
    for member in await staff_with_account(session, clinic.id):
        if member.account_id is not None and member.account_id not in away:
            to = To.staff(member.account_id, clinic.id)
            enqueue(session, OutboxClass.ALERT, to, warning, now=now)
    group = await staff_group(session, clinic.id)
    if group is not None:
        to = To.group(group.id)
        enqueue(session, OutboxClass.ALERT, to, warning, now=now)


async def _send_report(
    session: UnitOfWork, clinic: Clinic, missing: list[str], now: datetime
) -> None:
    """Send the list to the staff chat and to all on call. It names no patient and no sign."""
    alerts = await open_alerts(session, clinic.id)
    if not alerts:
        return
    lines = await alert_lines(session, alerts)
    report = texts.morning_report(alerts=lines, missing=missing, now=now)
    group = await staff_group(session, clinic.id)
    places = [To.group(group.id)] if group is not None else []
    for member in await staff_on_call(
        session, await staff_with_account(session, clinic.id), now=now
    ):
        if member.account_id is not None:
            places.append(To.staff(member.account_id, clinic.id))
    for to in places:
        enqueue(session, OutboxClass.ALERT, to, report, now=now)


async def _is_done(session: UnitOfWork, clinic: Clinic, now: datetime) -> bool:
    found = await session.scalar(
        select(Slot.id).where(
            Slot.job == MORNING_REPORT,
            Slot.scope == str(clinic.id),
            Slot.due_at == _opening(clinic, now),
        )
    )
    return found is not None


def _opening(clinic: Clinic, now: datetime) -> datetime:
    return instant(local_day(now), time(clinic.opens_hour))
