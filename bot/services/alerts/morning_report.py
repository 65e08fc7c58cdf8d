"""The morning: what is open, who has it, and who of those on call cannot be reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from bot.domain.schedule import instant, local_day, local_time
from bot.services.alerts.visibility import brief
from bot.services.oncall import on_call
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from db.enums import OutboxClass
from db.models import Account, Clinic, Slot, Staff
from db.queries.alerts.state import open_alerts_of
from db.queries.groups import staff_group
from db.queries.oncall import staff_at_work, staff_of_clinic
from db.session import Unit

REACH = "reach"


@dataclass(frozen=True, slots=True)
class ToReach:
    account_id: int
    telegram_id: int


async def clinics_to_check(session: Unit, now: datetime) -> list[int]:
    """Clinics whose day has begun, and whose people were not looked at today."""
    clinics = await session.scalars(
        select(Clinic).where(Clinic.opens_hour <= local_time(now).hour).order_by(Clinic.id)
    )
    return [one.id for one in clinics if not await _done(session, one, now)]


async def people_to_reach(session: Unit, clinic_id: int) -> list[ToReach]:
    """Everybody on the staff who ever opened the bot."""
    rows = await session.execute(
        select(Account.id, Account.telegram_id)
        .join(Staff, Staff.account_id == Account.id)
        .where(Staff.clinic_id == clinic_id, Staff.left_at.is_(None))
        .order_by(Staff.id)
    )
    return [ToReach(*row) for row in rows]


async def begin_the_day(
    session: Unit, clinic_id: int, shut: Mapping[int, str | None], *, now: datetime
) -> None:
    """`shut`: by account, why Telegram lets us not in; None: it does."""
    clinic = await session.get_one(Clinic, clinic_id, with_for_update=True)
    if not await take_slot(session, REACH, str(clinic.id), _opening(clinic, now), now=now):
        return
    await _remember(session, shut, now)
    missing = await _missing(session, clinic, now)
    if missing:
        await _say_loudly(session, clinic, missing, now)
    if local_time(now).hour == clinic.opens_hour:
        await _say_digest(session, clinic, [member.name for member in missing], now)


async def _remember(session: Unit, shut: Mapping[int, str | None], now: datetime) -> None:
    for account_id, why in shut.items():
        account = await session.get_one(Account, account_id)
        account.unreachable_since = (account.unreachable_since or now) if why else None
        account.unreachable_reason = why


async def _missing(session: Unit, clinic: Clinic, now: datetime) -> list[Staff]:
    """On call now, and yet no page would arrive."""
    staff = await on_call(session, await staff_of_clinic(session, clinic.id), now=now)
    missing = []
    for member in staff:
        account = await session.get(Account, member.account_id) if member.account_id else None
        if account is None or account.unreachable_since is not None:
            missing.append(member)
    return missing


async def _say_loudly(session: Unit, clinic: Clinic, missing: list[Staff], now: datetime) -> None:
    params = {
        "missing": [
            {"name": member.name, "started": member.account_id is not None} for member in missing
        ]
    }
    away = {member.account_id for member in missing}
    for member in await staff_at_work(session, clinic.id):
        if member.account_id is not None and member.account_id not in away:
            to = To.account(member.account_id)
            enqueue(session, OutboxClass.ALERT, to, "alerts.cannot_reach", params, now=now)
    group = await staff_group(session, clinic.id)
    if group is not None:
        to = To.group(group.id)
        enqueue(session, OutboxClass.ALERT, to, "alerts.cannot_reach", params, now=now)


async def _say_digest(session: Unit, clinic: Clinic, missing: list[str], now: datetime) -> None:
    """To the staff chat, and to each who is on call. It names no patient and no sign."""
    alerts = await open_alerts_of(session, clinic.id)
    if not alerts:
        return
    params: dict[str, Any] = {
        "alerts": [await brief(session, alert) for alert in alerts],
        "missing": missing,
        "now": now.isoformat(),
    }
    group = await staff_group(session, clinic.id)
    places = [To.group(group.id)] if group is not None else []
    for member in await on_call(session, await staff_at_work(session, clinic.id), now=now):
        if member.account_id is not None:
            places.append(To.account(member.account_id))
    for to in places:
        enqueue(session, OutboxClass.ALERT, to, "alerts.digest", params, now=now)


async def _done(session: Unit, clinic: Clinic, now: datetime) -> bool:
    found = await session.scalar(
        select(Slot.id).where(
            Slot.job == REACH, Slot.scope == str(clinic.id), Slot.due_at == _opening(clinic, now)
        )
    )
    return found is not None


def _opening(clinic: Clinic, now: datetime) -> datetime:
    return instant(local_day(now), time(clinic.opens_hour))
