"""`gothiya clinic hours`, `holiday`, `chat`: when a clinic works, what its staff chat shows."""

import argparse

from sqlalchemy import delete, select

from bot.cli.calendar import DAYS, read_day, read_hours, read_weekdays, say_weekdays
from bot.cli.find import find_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.schedule import local_day
from bot.services.audit import record_action
from bot.services.clinics.setup import OPERATOR
from db.models import Holiday
from db.queries.clinics import holidays_of


def hours_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("hours", metavar="HOURS", nargs="?", help="like 9-17")
    parser.add_argument("--closed", metavar="DAYS", help="weekdays without work: sun, or none")


async def run_hours(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        if given.hours is not None:
            clinic.opens_hour, clinic.closes_hour = _day_hours(given.hours)
        if given.closed is not None:
            closed = read_weekdays(given.closed)
            if len(closed) == len(DAYS):
                raise Mistake("a clinic works on some day; try --closed sun")
            clinic.closed_weekdays = "".join(str(day) for day in sorted(closed))
        record_action(session, "clinic_hours", ("clinic", clinic.id), actor=OPERATOR, now=now())
        closed_on = say_weekdays(clinic.closed_weekdays) or "no weekday"
        print(
            f"{clinic.name} is open {clinic.opens_hour}-{clinic.closes_hour}, closed {closed_on}."
        )
    return 0


def holiday_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("day", metavar="DAY", nargs="?", help="like 2026-11-25; none: show them")
    parser.add_argument("name", metavar="NAME", nargs="?")
    parser.add_argument("--remove", action="store_true", help="it is a day of work after all")


async def run_holiday(given: argparse.Namespace) -> int:
    day = read_day(given.day) if given.day else None
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        if day is not None:
            same_day = (Holiday.clinic_id == clinic.id, Holiday.on_date == day)
            known = await session.scalar(select(Holiday.id).where(*same_day))
            if given.remove and known is None:
                raise Mistake(f"{day} is no holiday of {clinic.name}")
            await session.execute(delete(Holiday).where(*same_day))
            if not given.remove:
                session.add(Holiday(clinic_id=clinic.id, on_date=day, name=given.name))
            detail = f"{day}{' removed' if given.remove else ''}"
            subject = ("clinic", clinic.id)
            record_action(session, "holiday", subject, actor=OPERATOR, detail=detail, now=now())
            await session.flush()
        rows = [
            (day_off.on_date, day_off.on_date.strftime("%A"), day_off.name)
            for day_off in await holidays_of(session, clinic.id, local_day(now()))
        ]
    print_table(("holiday", "weekday", "name"), rows, f"{clinic.name} has no holiday ahead.")
    return 0


def chat_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("--details", required=True, choices=("yes", "no"))


async def run_chat(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        clinic.details_in_chat = given.details == "yes"
        detail = f"details {given.details}"
        subject = ("clinic", clinic.id)
        record_action(session, "staff_chat", subject, actor=OPERATOR, detail=detail, now=now())
    reads = "who it is and what was said" if clinic.details_in_chat else "a code, nobody's name"
    print(f"The staff chat of {clinic.name} reads of an alert: {reads}.")
    return 0


def _day_hours(words: str) -> tuple[int, int]:
    opens, closes = read_hours(words)
    if opens >= closes:
        raise Mistake(f"a clinic that opens at {opens} cannot close at {closes}; try 9-17")
    return opens, closes


HOURS = Command("When a clinic works; without hours, what stands.", hours_arguments, run_hours)
HOLIDAY = Command("A day without work, or all that are ahead.", holiday_arguments, run_holiday)
CHAT = Command("What the staff chat may read of an alert.", chat_arguments, run_chat)
