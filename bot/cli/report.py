"""`gothiya report`: what a clinic reports of counting and supplies, and a file for its staff."""

import argparse
import os
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from bot.cli.find import the_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import one_deed
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.adherence.reports import FEWEST, Shared
from bot.domain.schedule import local_day
from bot.exports import csv_text
from bot.services.adherence.report import Reported, by_group, by_programme, report_of
from bot.services.audit import note

USUAL = timedelta(days=89)
"""Three months with the last day."""
LONGEST = timedelta(days=1100)
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


async def report(given: argparse.Namespace) -> int:
    last = _day("--to", given.last) or local_day(now())
    first = _day("--from", given.first) or last - USUAL
    if not first <= last <= first + LONGEST:
        raise Mistake(f"--from {first} --to {last} is no time of up to three years")
    async with one_deed() as (_, session):
        clinic = await the_clinic(session, given.clinic)
        people = await report_of(session, clinic.id, first, last)
        if given.csv:
            subject = ("clinic", clinic.id)
            note(session, "report_csv", subject, actor=("operator", None), now=now())
    _print(clinic.name, people, first, last)
    if given.csv:
        _write(Path(given.csv), csv_text(CSV_HEAD, _lines(people)))
        print(f"\n{given.csv} names every patient: for the clinic's staff alone.")
    return 0


def _print(clinic: str, people: Sequence[Reported], first: date, last: date) -> None:
    print(f"{clinic}, {first} to {last}\n")
    empty = "No patient yet. Add one: gothiya patient add CLINIC NAME"
    print_table(("programme", *HEAD[1:]), [_row(*one) for one in by_programme(people)], empty)
    if people:
        print()
        print_table(("group", *HEAD[1:]), [_row(*one) for one in by_group(people)], empty)
        print(
            f"\nCounting: at least one count in that time. Days left, MPR: the middle one of all."
            f"\n<{FEWEST}: fewer than {FEWEST} people stand behind it."
        )


def _row(name: str | None, of: Shared) -> tuple[object, ...]:
    few = f"<{FEWEST}"
    return (
        name or "none",
        few if of.patients is None else of.patients,
        few if of.counting is None else of.counting,
        few if of.days_left is None else f"{of.days_left:g}",
        few if of.covered is None else f"{float(of.covered):.0%}",
        few if of.mpr is None else _two(of.mpr),
    )


def _lines(people: Iterable[Reported]) -> Iterable[Sequence[object]]:
    for one in people:
        member = one.member
        for medicine in one.medicines:
            yield (
                member.clinic_number,
                member.name,
                member.village,
                member.programme,
                ", ".join(one.groups),
                medicine.name,
                medicine.counts,
                medicine.days_left,
                medicine.run_out_on,
                _two(medicine.pdc),
                _two(medicine.mpr),
            )


def _two(share: Fraction | None) -> str | None:
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
    """Readable by its owner alone."""
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            os.fchmod(out.fileno(), 0o600)
            out.write(text.encode())
    except OSError as error:
        raise Mistake(f"--csv {file} cannot be written: {error.strerror}") from None


COMMAND = Command(
    "What was counted and covered, for each programme and group of five people or more.",
    arguments,
    report,
)
