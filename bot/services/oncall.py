"""Who is on call: the rota, changes of a day, and swaps that a colleague accepts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete

from bot.domain import oncall
from bot.domain.schedule import KOLKATA, local_day
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.texts import oncall as texts
from db.enums import OutboxClass
from db.models import OncallSwap, Shift, Staff
from db.queries.oncall import shifts_of, staff_of_clinic
from db.session import UnitOfWork

DAYS_AHEAD = 7


async def staff_on_call(
    session: UnitOfWork, staff: Sequence[Staff], *, now: datetime
) -> list[Staff]:
    """Those of the given staff who are on call now."""
    since = local_day(now) - timedelta(days=1)
    shifts = await shifts_of(session, [member.id for member in staff], since)
    return [
        member
        for member in staff
        if oncall.is_on_call(_domain_shifts(shifts[member.id]), now, by_default=member.on_call)
    ]


async def first_rota_gap(
    session: UnitOfWork, staff: Sequence[Staff], *, now: datetime
) -> datetime | None:
    """The first hour of the coming week in which none of them is on call; None without a gap."""
    shifts = await shifts_of(session, [one.id for one in staff], local_day(now) - timedelta(days=1))
    rotas = [(_domain_shifts(shifts[one.id]), one.on_call) for one in staff]
    begins = now.astimezone(KOLKATA).replace(minute=0, second=0, microsecond=0)
    for hour in range(DAYS_AHEAD * 24):
        at = begins + timedelta(hours=hour)
        if not any(
            oncall.is_on_call(shifts_of_one, at, by_default=default)
            for shifts_of_one, default in rotas
        ):
            return at
    return None


async def rota_of_week(
    session: UnitOfWork, member: Staff, *, now: datetime
) -> list[oncall.RotaDay]:
    today = local_day(now)
    shifts = _domain_shifts((await shifts_of(session, [member.id], today))[member.id])
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    return [oncall.RotaDay(day, _hours_beginning_on(shifts, member, day)) for day in days]


async def set_weekly_hours(
    session: UnitOfWork, member: Staff, weekly: Sequence[oncall.Shift], *, now: datetime
) -> None:
    """Replace the weekly hours; without any, the member is on call around the clock."""
    await session.execute(
        delete(Shift).where(Shift.staff_id == member.id, Shift.weekdays.is_not(None))
    )
    session.add_all(_shift_row(member.id, shift, now) for shift in weekly)
    member.on_call = True
    record_action(session, "rota", ("staff", member.id), now=now)


async def set_hours_of_day(
    session: UnitOfWork,
    member: Staff,
    day: date,
    hours: Sequence[tuple[int, int]],
    *,
    now: datetime,
) -> None:
    """Replace the hours of one day; without any, the member is off that day."""
    await session.execute(delete(Shift).where(Shift.staff_id == member.id, Shift.on_date == day))
    off = oncall.Shift(0, 24, day=day, on_call=False)
    added = [oncall.Shift(begins, until, day=day) for begins, until in hours]
    session.add_all(_shift_row(member.id, shift, now) for shift in (off, *added))
    await session.flush()
    record_action(session, "oncall_day", ("staff", member.id), detail=f"{day}", now=now)


async def is_alone_on_call(session: UnitOfWork, member: Staff, day: date, *, now: datetime) -> bool:
    """Whether nobody else of the clinic is on call at any hour of this day."""
    others = [
        one
        for one in await staff_of_clinic(session, member.clinic_id)
        if one.id != member.id and one.account_id is not None
    ]
    shifts = await shifts_of(session, [one.id for one in others], local_day(now))
    return not any(_hours_beginning_on(_domain_shifts(shifts[one.id]), one, day) for one in others)


async def request_swap(
    session: UnitOfWork, member: Staff, colleague: Staff, day: date, *, now: datetime
) -> OncallSwap | None:
    """Ask a colleague to be on call instead; None if the member is not on call that day."""
    assert colleague.account_id is not None
    if not await _hours_on(session, member, day):
        return None
    swap = OncallSwap(from_staff_id=member.id, to_staff_id=colleague.id, on_date=day, asked_at=now)
    session.add(swap)
    await session.flush()
    record_action(
        session,
        "oncall_swap_requested",
        ("staff", colleague.id),
        actor=("staff", member.id),
        now=now,
    )
    request = texts.swap_request(id=swap.id, name=member.name, day=day)
    enqueue(
        session,
        OutboxClass.ALERT,
        To.staff(colleague.account_id, colleague.clinic_id),
        request,
        now=now,
    )
    return swap


async def notify_of_swap_answer(session: UnitOfWork, swap: OncallSwap, *, now: datetime) -> Staff:
    """Tell the giver what the colleague answered; return the giver."""
    giver = await session.get_one(Staff, swap.from_staff_id)
    taker = await session.get_one(Staff, swap.to_staff_id)
    if giver.account_id is not None:
        answer = texts.swap_answered(
            accepted=bool(swap.accepted), name=taker.name, day=swap.on_date
        )
        enqueue(
            session, OutboxClass.ALERT, To.staff(giver.account_id, giver.clinic_id), answer, now=now
        )
    return giver


async def answer_swap(
    session: UnitOfWork, swap: OncallSwap, accepted: bool, *, now: datetime
) -> bool:
    """Accept or decline; False if it is answered already, or if the day is past."""
    if swap.answered_at is not None or swap.on_date < local_day(now):
        return False
    swap.answered_at, swap.accepted = now, accepted
    if accepted:
        giver = await session.get_one(Staff, swap.from_staff_id)
        taker = await session.get_one(Staff, swap.to_staff_id)
        given = await _hours_on(session, giver, swap.on_date)
        own = await _hours_on(session, taker, swap.on_date)
        both = tuple(dict.fromkeys((*own, *given)))
        await set_hours_of_day(session, taker, swap.on_date, both, now=now)
        await set_hours_of_day(session, giver, swap.on_date, (), now=now)
    record_action(
        session,
        "oncall_swap_answered",
        ("staff", swap.from_staff_id),
        actor=("staff", swap.to_staff_id),
        now=now,
    )
    return True


async def _hours_on(session: UnitOfWork, member: Staff, day: date) -> tuple[tuple[int, int], ...]:
    shifts = await shifts_of(session, [member.id], day)
    return _hours_beginning_on(_domain_shifts(shifts[member.id]), member, day)


def _hours_beginning_on(
    shifts: Sequence[oncall.Shift], member: Staff, day: date
) -> tuple[tuple[int, int], ...]:
    found = oncall.shifts_on(shifts, day, by_default=member.on_call)
    return tuple((shift.begins, shift.until) for shift in found)


def _domain_shifts(rows: Sequence[Shift]) -> list[oncall.Shift]:
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


def _shift_row(staff_id: int, shift: oncall.Shift, now: datetime) -> Shift:
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
