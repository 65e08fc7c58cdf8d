"""`gothiya patient import`: a clinic's whole list; first only shown, with --apply written."""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from bot.cli.find import find_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Mistake, Parser
from bot.domain.patients.importing.grouping import Sheet, read_sheet
from bot.domain.patients.importing.plan import Change, PatientPlan, Plan, TreatmentPlan, plan_import
from bot.domain.patients.importing.sheet import Problem, columns, sample
from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescription
from bot.i18n import translator
from bot.services.patients.importing.existing import load_existing_records
from bot.services.patients.importing.write import write_import
from bot.texts.treatments.regimen import regimen_words
from db.enums import Language

SHOWN = 20
"""Patients whose changes are listed one by one; the table counts all."""


def import_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC", nargs="?")
    parser.add_argument("file", metavar="FILE.csv", nargs="?")
    parser.add_argument("--apply", action="store_true", help="write it; without this only look")
    parser.add_argument("--sample", action="store_true", help="print a file to begin with")
    parser.add_argument("--columns", action="store_true", help="what each column holds")


async def run_import(given: argparse.Namespace) -> int:
    if given.sample:
        print(sample(), end="")
        return 0
    if given.columns:
        print_table(("column", "holds"), list(columns().items()), "")
        return 0
    if given.clinic is None or given.file is None:
        raise Mistake("name the clinic and the file; a file to begin with: --sample")
    today = local_day(now())
    sheet, problems = read_sheet(_read(given.file), today)
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        plan = plan_import(sheet, await load_existing_records(session, clinic.id, sheet), today)
        problems = sorted([*problems, *plan.problems], key=lambda p: p.line)
        if problems:
            return _print_problems(given.file, problems)
        _print_plan(sheet, plan)
        if given.apply:
            bar = tqdm(total=len(plan.patients), unit=" patients", delay=1, file=sys.stderr)
            with bar:
                await write_import(session, clinic, plan, progress=bar.update, now=now())
    if given.apply:
        print("All of this is written.")
    else:
        print("Nothing is written yet. To write it, give the command again with --apply")
    return 0


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Mistake(f"{name} cannot be read ({error.strerror}); look at its name") from None


def _print_problems(file: str, problems: list[Problem]) -> int:
    for problem in problems:
        column = f", {problem.column}" if problem.column else ""
        print(f"{file}, line {problem.line}{column}: {problem.remedy}", file=sys.stderr)
    print(f"Nothing is written: {len(problems)} to put right first.", file=sys.stderr)
    return 1


def _print_plan(sheet: Sheet, plan: Plan) -> None:
    print(f"{sheet.lines} lines.")
    counted = {
        "patients": Counter(p.change for p in plan.patients),
        "medicines": Counter(m.change for m in plan.medicines),
        "treatments": Counter(t.change for p in plan.patients for t in p.treatments),
        "handed out": Counter(
            f.change for p in plan.patients for t in p.treatments for f in t.fills
        ),
    }
    rows = [(what, *(found[change] for change in Change)) for what, found in counted.items()]
    print_table(("", *Change), rows, "")
    touched = [patient for patient in plan.patients if patient.touched]
    names = {m.key: (m.name, m.countable) for m in plan.medicines}
    for patient in touched[:SHOWN]:
        print(f"line {patient.line}, {patient.number}: {'; '.join(_changes(patient, names))}")
    if len(touched) > SHOWN:
        print(f"... and {len(touched) - SHOWN} more patients")


Names = dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, bool]]


def _changes(patient: PatientPlan, names: Names) -> Iterator[str]:
    if patient.change is not Change.UNCHANGED:
        values = ", ".join(f"{column} {value}" for column, value in patient.values.items())
        yield f"{patient.change}: {values}"
    for treatment in patient.treatments:
        if parts := list(_of_treatment(treatment, names)):
            yield ", ".join((names[treatment.medicine][0], *parts))


def _of_treatment(treatment: TreatmentPlan, names: Names) -> Iterator[str]:
    _name, countable = names[treatment.medicine]
    for dose in treatment.doses:
        yield f"{regimen_in_words(dose.prescribed, countable)} from {dose.starts}"
    if treatment.spoken and treatment.id is not None:
        yield f"called {treatment.spoken}"
    for fill in treatment.fills:
        if fill.change is not Change.UNCHANGED:
            again = " instead" if fill.change is Change.CHANGED else ""
            yield f"{float(fill.quantity):g} handed out on {fill.day}{again}"


def regimen_in_words(taken: Prescription, countable: bool) -> str:
    """The sentence that staff read in Telegram, without its HTML."""
    words = regimen_words(translator(Language.ENGLISH), taken, countable=countable)
    return re.sub("<[^>]*>", "", words)
