"""`gothiya staff oncall`: the rota: who is on call, by weekday, day and hour."""

import argparse
from collections import defaultdict
from datetime import date

from bot.cli.calendar import read_shift
from bot.cli.find import find_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.oncall import Shift
from bot.services.oncall import rota_of_week, set_hours_of_day, set_weekly_hours, staff_on_call
from db.models import Staff
from db.queries.oncall import staff_of_clinic
from db.queries.people import staff_named
from db.session import UnitOfWork

ALWAYS, NEVER = "always", "never"


def arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("name", metavar="NAME", nargs="?", help="none: everybody's coming week")
    parser.add_argument(
        "when",
        metavar="WHEN",
        nargs="*",
        help="mon-fri:9-17, sat:17-9 (over midnight), 2026-12-24:off; or always, or never",
    )


async def run(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        members = await staff_of_clinic(session, clinic.id)
        if given.name is not None:
            member = await staff_named(session, clinic.id, given.name)
            if member is None:
                raise Mistake(f"{clinic.name} has no {given.name!r}; look at: gothiya staff list")
            await _set_rota(session, member, given.when)
            members = [member]
        rows = [await _row(session, member) for member in members]
    head = ("name", "on call now", "the coming seven days, by the hour")
    print_table(head, rows, "Nobody yet. Add: gothiya staff add CLINIC NAME --role nurse")
    return 0


async def _set_rota(session: UnitOfWork, member: Staff, when: list[str]) -> None:
    if when in ([ALWAYS], [NEVER]):
        await set_weekly_hours(session, member, (), now=now())
        member.on_call = when == [ALWAYS]
        return
    shifts = [read_shift(word) for word in when]
    if weekly := [shift for shift in shifts if shift.weekdays is not None]:
        await set_weekly_hours(session, member, weekly, now=now())
    days: dict[date, list[Shift]] = defaultdict(list)
    for shift in shifts:
        if shift.day is not None:
            days[shift.day].append(shift)
    for day, of_day in days.items():
        hours = [(shift.begins, shift.until) for shift in of_day if shift.on_call]
        await set_hours_of_day(session, member, day, hours, now=now())
    await session.flush()


async def _row(session: UnitOfWork, member: Staff) -> tuple[object, ...]:
    week = [
        f"{day.day:%a} " + (" ".join(f"{begins}-{until}" for begins, until in day.hours) or "off")
        for day in await rota_of_week(session, member, now=now())
    ]
    on_call_now = bool(await staff_on_call(session, [member], now=now()))
    return (member.name, on_call_now, ", ".join(week))


ON_CALL = Command(
    "When somebody is on call; without times, what stands.",
    arguments,
    run,
)
