"""`gothiya report`: a clinic's adherence report, and a file of each patient for its staff."""

import argparse
import os
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from bot.cli.find import find_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.adherence.reports import FEWEST_PEOPLE, SharedFigures
from bot.domain.schedule import local_day
from bot.exports.table import csv_text
from bot.services.adherence.report import PatientReport, adherence_report, by_group, by_programme
from bot.services.audit import record_action

USUAL_SPAN = timedelta(days=89)
"""Three months, with the last day."""
LONGEST_SPAN = timedelta(days=1100)
HEAD = ("", "patients", "counting", "days left", "PDC 80 % or more", "MPR")
CSV_HEAD = (
    "clinic_number",
    "patient",
    "village",
    "programme",
    "groups",
    "medicine",
    "counts",
    "days_left",
    "run_out_on",
    "pdc",
    "mpr",
)


def arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("--from", dest="first", metavar="DATE", help="default: 90 days to the last")
    parser.add_argument("--to", dest="last", metavar="DATE", help="default: today")
    parser.add_argument("--csv", metavar="FILE", help="each patient's figures; for staff alone")


async def run(given: argparse.Namespace) -> int:
    last = _day("--to", given.last) or local_day(now())
    first = _day("--from", given.first) or last - USUAL_SPAN
    if not first <= last <= first + LONGEST_SPAN:
        raise Mistake(f"--from {first} --to {last} is no time of up to three years")
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        people = await adherence_report(session, clinic.id, first, last)
        if given.csv:
            subject = ("clinic", clinic.id)
            record_action(session, "report_csv", subject, actor=("operator", None), now=now())
    _print(clinic.name, people, first, last)
    if given.csv:
        _write(Path(given.csv), csv_text(CSV_HEAD, _lines(people)))
        print(f"\n{given.csv} names every patient: for the clinic's staff alone.")
    return 0


def _print(clinic: str, people: Sequence[PatientReport], first: date, last: date) -> None:
    print(f"{clinic}, {first} to {last}\n")
    empty = "No patient yet. Add one: gothiya patient add CLINIC NAME"
    print_table(("programme", *HEAD[1:]), [_row(*row) for row in by_programme(people)], empty)
    if people:
        print()
        print_table(("group", *HEAD[1:]), [_row(*row) for row in by_group(people)], empty)
        print(
            f"\nCounting: at least one count in that time. Days left, MPR: the middle one of all."
            f"\n<{FEWEST_PEOPLE}: fewer than {FEWEST_PEOPLE} people stand behind it."
        )


def _row(name: str | None, of: SharedFigures) -> tuple[object, ...]:
    few = f"<{FEWEST_PEOPLE}"
    return (
        name or "none",
        few if of.patients is None else of.patients,
        few if of.counting is None else of.counting,
        few if of.days_left is None else f"{of.days_left:g}",
        few if of.covered is None else f"{float(of.covered):.0%}",
        few if of.mpr is None else _two_decimals(of.mpr),
    )


def _lines(people: Iterable[PatientReport]) -> Iterable[Sequence[object]]:
    for person in people:
        member = person.member
        for medicine in person.medicines:
            yield (
                member.clinic_number,
                member.name,
                member.village,
                member.programme,
                ", ".join(person.groups),
                medicine.name,
                medicine.counts,
                medicine.days_left,
                medicine.run_out_on,
                _two_decimals(medicine.pdc),
                _two_decimals(medicine.mpr),
            )


def _two_decimals(share: Fraction | None) -> str | None:
    return None if share is None else f"{float(share):.2f}"


def _day(option: str, word: str | None) -> date | None:
    today = local_day(now())
    try:
        day = date.fromisoformat(word) if word else None
    except ValueError:
        raise Mistake(f"{option} {word} is no date; write it like {today}") from None
    if day is not None and day > today:
        raise Mistake(f"{option} {word} is still to come; today is {today}")
    return day


def _write(file: Path, text: str) -> None:
    """With permissions for its owner only."""
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            os.fchmod(out.fileno(), 0o600)
            out.write(text.encode())
    except OSError as error:
        raise Mistake(f"--csv {file} cannot be written: {error.strerror}") from None


COMMAND = Command(
    "What was counted and covered, for each programme and group of five people or more.",
    arguments,
    run,
)
