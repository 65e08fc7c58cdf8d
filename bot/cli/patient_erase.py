"""`gothiya patient forget`: what a person said is erased, on their written request."""

import argparse

from bot.cli.find import the_patient
from bot.cli.output import now, print_table
from bot.cli.settings import one_deed
from bot.cli.usage import Parser
from bot.services.clinics.register import OPERATOR
from bot.services.privacy.erasure import erase_on_request, named_by_clinic
from db.models import Patient
from db.queries.people import holders_of
from db.queries.privacy import Kept, kept_of, nameless
from db.session import Unit


def forget_arguments(parser: Parser) -> None:
    parser.add_argument("patient", metavar="PATIENT", help="clinic number or name")
    parser.add_argument("--apply", action="store_true", help="erase it; without this only look")


async def forget(given: argparse.Namespace) -> int:
    async with one_deed() as (_, session):
        patient = await the_patient(session, given.patient, left=None)
        await _say_plan(session, patient)
        if given.apply:
            await erase_on_request(session, patient, actor=OPERATOR, now=now())
    if given.apply:
        print("All of this is erased.")
    else:
        print("Nothing is erased yet. Their written request before you, add --apply.")
        print("It cannot be undone.")
    return 0


async def _say_plan(session: Unit, patient: Patient) -> None:
    kept = await kept_of(session, patient.id)
    print(f"{patient.name}, {patient.clinic_number or nameless(patient.id)}:")
    print_table(("what", "goes", "stays"), _rows(kept), "")
    if not await named_by_clinic(session, patient.id):
        print(f"The name is their own word: it becomes {nameless(patient.id)}.")
    if kept.open_alerts:
        print(f"{kept.open_alerts} alerts are open: their words stay until somebody closes them.")
    if await holders_of(session, patient.id):
        print("They have not stopped yet: this also withdraws their consent.")


def _rows(kept: Kept) -> list[tuple[object, ...]]:
    return [
        ("counts", kept.counts, kept.clinic_counts),
        ("medicine that came", kept.fills, kept.clinic_fills),
        ("answers to how they are", kept.checkins, 0),
        ("stories", kept.stories, 0),
        ("voices", kept.spoken, 0),
        ("alerts", "the words", kept.alerts),
        ("medicines", 0, len(kept.medicines)),
    ]
