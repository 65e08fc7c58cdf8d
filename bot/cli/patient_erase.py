"""`gothiya patient forget`: erases what a person said, on their written request."""

import argparse

from bot.cli.find import find_patient
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Parser
from bot.services.clinics.setup import OPERATOR
from bot.services.privacy.erasure.erase import erase_on_request
from bot.services.privacy.erasure.patients import named_by_clinic
from db.models import Patient
from db.queries.caregivers import holders_of
from db.queries.privacy import KeptData, kept_data_of, placeholder_name
from db.session import UnitOfWork


def forget_arguments(parser: Parser) -> None:
    parser.add_argument("patient", metavar="PATIENT", help="clinic number or name")
    parser.add_argument("--apply", action="store_true", help="erase it; without this only look")


async def run_forget(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        patient = await find_patient(session, given.patient, left=None)
        await _print_plan(session, patient)
        if given.apply:
            await erase_on_request(session, patient, actor=OPERATOR, now=now())
    if given.apply:
        print("All of this is erased.")
    else:
        print("Nothing is erased yet. Their written request before you, add --apply.")
        print("It cannot be undone.")
    return 0


async def _print_plan(session: UnitOfWork, patient: Patient) -> None:
    kept = await kept_data_of(session, patient.id)
    print(f"{patient.name}, {patient.clinic_number or placeholder_name(patient.id)}:")
    print_table(("what", "goes", "stays"), _rows(kept), "")
    if not await named_by_clinic(session, patient.id):
        print(f"The name is their own word: it becomes {placeholder_name(patient.id)}.")
    if kept.open_alerts:
        print(f"{kept.open_alerts} alerts are open: their words stay until somebody closes them.")
    if await holders_of(session, patient.id):
        print("They have not stopped yet: this also withdraws their consent.")


def _rows(kept: KeptData) -> list[tuple[object, ...]]:
    return [
        ("counts", kept.counts, kept.clinic_counts),
        ("medicine that came", kept.fills, kept.clinic_fills),
        ("answers to how they are", kept.checkins, 0),
        ("stories", kept.stories, 0),
        ("voices", kept.spoken, 0),
        ("alerts", "the words", kept.alerts),
        ("medicines", 0, len(kept.medicines)),
    ]
