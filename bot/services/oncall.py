"""Who is on call: read from the rota, changed for a day, swapped with a colleague who agrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from bot.domain import oncall
from bot.domain.schedule import KOLKATA, local_day
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass
from db.models import DutySwap, Shift, Staff
from db.queries.oncall import shifts_of, staff_of_clinic
from db.session import Unit

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A day of somebody's rota: the hours that begin on it, as (from, until)."""

    day: date
    hours: tuple[tuple[int, int], ...]


async def on_call(session: Unit, staff: Sequence[Staff], *, now: datetime) -> list[Staff]:
    """Those of them who are on call now."""
    since = local_day(now) - timedelta(days=1)
    shifts = await shifts_of(session, [member.id for member in staff], since)
    return [
        member
        for member in staff
        if oncall.on_duty(_shifts(shifts[member.id]), now, usually=member.on_call)
    ]


async def first_gap(session: Unit, staff: Sequence[Staff], *, now: datetime) -> datetime | None:
    """The first hour of the coming week in which none of them is on call; None: there is none."""
    shifts = await shifts_of(session, [one.id for one in staff], local_day(now) - timedelta(days=1))
    rotas = [(_shifts(shifts[one.id]), one.on_call) for one in staff]
    begins = now.astimezone(KOLKATA).replace(minute=0, second=0, microsecond=0)
    for hour in range(DAYS_AHEAD * 24):
        at = begins + timedelta(hours=hour)
        if not any(oncall.on_duty(own, at, usually=usually) for own, usually in rotas):
            return at
    return None


async def week_of(session: Unit, member: Staff, *, now: datetime) -> list[Day]:
    today = local_day(now)
    shifts = _shifts((await shifts_of(session, [member.id], today))[member.id])
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    return [Day(day, _hours(shifts, member, day)) for day in days]


async def set_week(
    session: Unit, member: Staff, weekly: Sequence[oncall.Shift], *, now: datetime
) -> None:
    """The hours of every week from now on; none: around the clock."""
    await session.execute(
        delete(Shift).where(Shift.staff_id == member.id, Shift.weekdays.is_not(None))
    )
    session.add_all(_row(member.id, shift, now) for shift in weekly)
    member.on_call = True
    note(session, "rota", ("staff", member.id), now=now)


async def set_day(
    session: Unit, member: Staff, day: date, hours: Sequence[tuple[int, int]], *, now: datetime
) -> None:
    """The hours of one day, in place of all that were said of it; none: off duty."""
    await session.execute(delete(Shift).where(Shift.staff_id == member.id, Shift.on_date == day))
    off = oncall.Shift(0, 24, day=day, on_call=False)
    added = [oncall.Shift(begins, until, day=day) for begins, until in hours]
    session.add_all(_row(member.id, shift, now) for shift in (off, *added))
    await session.flush()
    note(session, "duty_day", ("staff", member.id), detail=f"{day}", now=now)


async def alone_on(session: Unit, member: Staff, day: date, *, now: datetime) -> bool:
    """Whether nobody else of the clinic is on call at any hour of this day."""
    others = [
        one
        for one in await staff_of_clinic(session, member.clinic_id)
        if one.id != member.id and one.account_id is not None
    ]
    shifts = await shifts_of(session, [one.id for one in others], local_day(now))
    return not any(_hours(_shifts(shifts[one.id]), one, day) for one in others)


async def ask_swap(
    session: Unit, member: Staff, colleague: Staff, day: date, *, now: datetime
) -> DutySwap | None:
    """None: there is nothing to swap."""
    assert colleague.account_id is not None
    if not await _hours_on(session, member, day):
        return None
    swap = DutySwap(from_staff_id=member.id, to_staff_id=colleague.id, on_date=day, asked_at=now)
    session.add(swap)
    await session.flush()
    note(session, "swap_asked", ("staff", colleague.id), actor=("staff", member.id), now=now)
    params = {"id": swap.id, "name": member.name, "day": day.isoformat()}
    to = To.account(colleague.account_id)
    enqueue(session, OutboxClass.ALERT, to, "oncall.ask_swap", params, now=now)
    return swap


async def tell_of_swap(session: Unit, swap: DutySwap, *, now: datetime) -> Staff:
    """Tell the giver what the colleague answered; return the giver."""
    giver = await session.get_one(Staff, swap.from_staff_id)
    taker = await session.get_one(Staff, swap.to_staff_id)
    if giver.account_id is not None:
        params = {
            "accepted": bool(swap.accepted),
            "name": taker.name,
            "day": swap.on_date.isoformat(),
        }
        to = To.account(giver.account_id)
        enqueue(session, OutboxClass.ALERT, to, "oncall.swap_answered", params, now=now)
    return giver


async def answer_swap(
    session: Unit, swap_id: int, staff_id: int, accepted: bool, *, now: datetime
) -> DutySwap | None:
    """None: nobody asked this person, or it was answered, or the day is over."""
    swap: DutySwap | None = await session.scalar(
        select(DutySwap).where(DutySwap.id == swap_id).with_for_update()
    )
    if swap is None or swap.to_staff_id != staff_id or swap.answered_at is not None:
        return None
    if swap.on_date < local_day(now):
        return None
    swap.answered_at, swap.accepted = now, accepted
    if accepted:
        giver = await session.get_one(Staff, swap.from_staff_id)
        taker = await session.get_one(Staff, swap.to_staff_id)
        given = await _hours_on(session, giver, swap.on_date)
        own = await _hours_on(session, taker, swap.on_date)
        both = tuple(dict.fromkeys((*own, *given)))
        await set_day(session, taker, swap.on_date, both, now=now)
        await set_day(session, giver, swap.on_date, (), now=now)
    note(
        session, "swap_answered", ("staff", swap.from_staff_id), actor=("staff", staff_id), now=now
    )
    return swap


async def _hours_on(session: Unit, member: Staff, day: date) -> tuple[tuple[int, int], ...]:
    shifts = await shifts_of(session, [member.id], day)
    return _hours(_shifts(shifts[member.id]), member, day)


def _hours(shifts: Sequence[oncall.Shift], member: Staff, day: date) -> tuple[tuple[int, int], ...]:
    found = oncall.shifts_on(shifts, day, usually=member.on_call)
    return tuple((shift.begins, shift.until) for shift in found)


def _shifts(rows: Sequence[Shift]) -> list[oncall.Shift]:
    return [
        oncall.Shift(
            row.from_hour,
            row.until_hour,
            None if row.weekdays is None else frozenset(int(digit) for digit in row.weekdays),
            row.on_date,
            row.on_call,
        )
        for row in rows
    ]


def _row(staff_id: int, shift: oncall.Shift, now: datetime) -> Shift:
    weekdays = None
    if shift.weekdays is not None:
        weekdays = "".join(str(day) for day in sorted(shift.weekdays))
    return Shift(
        staff_id=staff_id,
        weekdays=weekdays,
        on_date=shift.day,
        on_call=shift.on_call,
        from_hour=shift.begins,
        until_hour=shift.until,
        recorded_at=now,
    )
