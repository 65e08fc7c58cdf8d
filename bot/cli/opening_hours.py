"""`gothiya clinic hours`, `holiday`, `chat`: when a clinic works, what its staff chat may read."""

import argparse

from sqlalchemy import delete, select

from bot.cli.calendar import DAYS, read_day, read_hours, read_weekdays, say_weekdays
from bot.cli.find import the_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import one_deed
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.schedule import local_day
from bot.services.audit import note
from bot.services.clinics.register import OPERATOR
from db.models import Holiday
from db.queries.clinics import holidays_of


def hours_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("hours", metavar="HOURS", nargs="?", help="like 9-17")
    parser.add_argument("--closed", metavar="DAYS", help="weekdays without work: sun, or none")


async def hours(given: argparse.Namespace) -> int:
    async with one_deed() as (_, session):
        clinic = await the_clinic(session, given.clinic)
        if given.hours is not None:
            clinic.opens_hour, clinic.closes_hour = _day_hours(given.hours)
        if given.closed is not None:
            closed = read_weekdays(given.closed)
            if len(closed) == len(DAYS):
                raise Mistake("a clinic works on some day; try --closed sun")
            clinic.closed_weekdays = "".join(str(day) for day in sorted(closed))
        note(session, "clinic_hours", ("clinic", clinic.id), actor=OPERATOR, now=now())
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


async def holiday(given: argparse.Namespace) -> int:
    day = read_day(given.day) if given.day else None
    async with one_deed() as (_, session):
        clinic = await the_clinic(session, given.clinic)
        if day is not None:
            this = (Holiday.clinic_id == clinic.id, Holiday.on_date == day)
            known = await session.scalar(select(Holiday.id).where(*this))
            if given.remove and known is None:
                raise Mistake(f"{day} is no holiday of {clinic.name}")
            await session.execute(delete(Holiday).where(*this))
            if not given.remove:
                session.add(Holiday(clinic_id=clinic.id, on_date=day, name=given.name))
            detail = f"{day}{' removed' if given.remove else ''}"
            subject = ("clinic", clinic.id)
            note(session, "holiday", subject, actor=OPERATOR, detail=detail, now=now())
            await session.flush()
        rows = [
            (one.on_date, one.on_date.strftime("%A"), one.name)
            for one in await holidays_of(session, clinic.id, local_day(now()))
        ]
    print_table(("holiday", "weekday", "name"), rows, f"{clinic.name} has no holiday ahead.")
    return 0


def chat_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("--details", required=True, choices=("yes", "no"))


async def chat(given: argparse.Namespace) -> int:
    async with one_deed() as (_, session):
        clinic = await the_clinic(session, given.clinic)
        clinic.details_in_chat = given.details == "yes"
        detail = f"details {given.details}"
        subject = ("clinic", clinic.id)
        note(session, "staff_chat", subject, actor=OPERATOR, detail=detail, now=now())
    reads = "who it is and what was said" if clinic.details_in_chat else "a code, nobody's name"
    print(f"The staff chat of {clinic.name} reads of an alert: {reads}.")
    return 0


def _day_hours(words: str) -> tuple[int, int]:
    opens, closes = read_hours(words)
    if opens >= closes:
        raise Mistake(f"a clinic that opens at {opens} cannot close at {closes}; try 9-17")
    return opens, closes


HOURS = Command("When a clinic works; without hours, what stands.", hours_arguments, hours)
HOLIDAY = Command("A day without work, or all that are ahead.", holiday_arguments, holiday)
CHAT = Command("What the staff chat may read of an alert.", chat_arguments, chat)
