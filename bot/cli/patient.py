"""`gothiya patient`: the patients and their medicines."""

import argparse
from datetime import date
from fractions import Fraction

from bot.cli import invite_links
from bot.cli.clinic import read_phone
from bot.cli.find import find_clinic, find_patient
from bot.cli.group import read_programme
from bot.cli.output import now, print_table
from bot.cli.patient_erase import forget_arguments, run_forget
from bot.cli.patient_import import import_arguments, regimen_in_words, run_import
from bot.cli.settings import transaction
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescription
from bot.domain.treatments.prescription_text import read_prescription
from bot.services.clinics.setup import OPERATOR, add_patient
from bot.services.onboarding.invites import InvitePurpose, make_invite
from bot.services.patients.status import mark_patient_left, undo_patient_left
from bot.services.treatments import start_treatment
from db.enums import LeftBecause
from db.models import Patient
from db.queries.people import patients_with_joined
from db.queries.refills import is_dispensed_already

MOST_IN_A_STRIP = 100
MOST_DISPENSED = 1000
NAME_LENGTH = 80


def add_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--number", help="the clinic's own, such as GAN200000")
    parser.add_argument("--programme", help="such as diabetes, sickle_cell")
    parser.add_argument("--village")
    parser.add_argument("--phone", help="where staff can ring")


async def run_add(given: argparse.Namespace) -> int:
    programme = read_programme(given.programme)
    name = " ".join(given.name.split())
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Mistake(f"a name needs 1 to {NAME_LENGTH} signs")
    phone = read_phone("--phone", given.phone)
    number = given.number.strip().upper() if given.number else None
    if number is not None and len(number) > 40:
        raise Mistake(f"--number {number[:12]}... is too long for a clinic number")
    async with transaction() as (settings, session):
        clinic = await find_clinic(session, given.clinic)
        patient, new = await add_patient(
            session,
            clinic,
            name,
            number=number,
            programme=programme,
            village=given.village,
            phone=phone,
            now=now(),
        )
        token = await make_invite(session, InvitePurpose.PATIENT, clinic.id, patient.id, now=now())
    print(f"{name} {'is added' if new else 'was there and is up to date'}: {_called(patient)}.")
    print(await invite_links.personal_link(settings, token, name))
    return 0


def medicine_arguments(parser: Parser) -> None:
    parser.add_argument("patient", metavar="PATIENT", help="clinic number or name")
    parser.add_argument("name", metavar="MEDICINE")
    parser.add_argument("--strip", default="0", metavar="N", help="pills in one strip; 0: unknown")
    parser.add_argument("--dose", required=True, help="2, 1/2, 1-0-1, 'every 21 days', sos")
    parser.add_argument("--uncounted", action="store_true", help="syrup, insulin, injections")
    parser.add_argument("--dispensed", metavar="N", help="pills handed out")
    parser.add_argument("--on", metavar="DATE", help="the day they were, such as 2026-11-23")
    parser.add_argument("--spoken", metavar="NAME", help="what the patient calls it")


async def run_medicine(given: argparse.Namespace) -> int:
    prescribed = _prescribed(given.dose)
    strip = _strip(given.strip)
    handed = _handed_out(given.dispensed)
    day = _day(given.on)
    async with transaction() as (_, session):
        patient = await find_patient(session, given.patient)
        again = handed is not None and await is_dispensed_already(
            session, patient.id, given.name, handed, day
        )
        await start_treatment(
            session,
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            medicine=given.name,
            spoken_name=given.spoken,
            strip_size=strip,
            prescribed=prescribed,
            countable=not given.uncounted,
            dispensed=None if again else handed,
            on=day,
            now=now(),
        )
    print(
        f"{patient.name} takes {given.name}, {regimen_in_words(prescribed, not given.uncounted)}."
    )
    if again:
        print(f"{handed} pills of {day} were recorded before; they are not counted twice.")
    elif handed:
        print(f"{handed} pills handed out on {day} are recorded.")
    return 0


def left_arguments(parser: Parser) -> None:
    parser.add_argument("patient", metavar="PATIENT", help="clinic number or name")
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--because", metavar="WHY", help=", ".join(LeftBecause))
    how.add_argument("--undo", action="store_true", help="it was a mistake")


async def run_left(given: argparse.Namespace) -> int:
    if given.because is not None and given.because not in list(LeftBecause):
        raise Mistake(
            f"--because {given.because} is not known; there are: {', '.join(LeftBecause)}"
        )
    async with transaction() as (_, session):
        patient = await find_patient(session, given.patient, left=given.undo)
        if given.undo:
            await undo_patient_left(session, patient, actor=OPERATOR, now=now())
            still_open = 0
        else:
            because = LeftBecause(given.because)
            still_open = await mark_patient_left(
                session, patient, because, actor=OPERATOR, now=now()
            )
    if given.undo:
        print(f"{patient.name} is looked after here again.")
        return 0
    print(f"{patient.name}: {given.because}. Nothing more is asked or sent about them.")
    if still_open:
        print(
            f"{still_open} of their alerts are still open; somebody of the staff must close them."
        )
    return 0


def list_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC", nargs="?")


async def run_list(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        wanted = await find_clinic(session, given.clinic) if given.clinic else None
        found = await patients_with_joined(session, wanted.id if wanted else None)
        rows = [
            (f"P{p.id}", p.clinic_number, p.name, clinic, p.programme, p.village, has_joined)
            for clinic, p, has_joined in found
        ]
    head = ("no", "clinic number", "name", "clinic", "programme", "village", "joined")
    print_table(head, rows, "No patient yet. Add one: gothiya patient add CLINIC NAME")
    return 0


def _prescribed(word: str) -> Prescription:
    found = read_prescription(word)
    if found is None:
        raise Mistake(
            f"--dose {word} is not understood; try --dose 1-0-1, or 1/2, or 'every 21 days'"
        )
    return found


def _handed_out(word: str | None) -> Fraction | None:
    if word is None:
        return None
    try:
        number = Fraction(word)
    except (ValueError, ZeroDivisionError):
        number = Fraction(0)
    if not 0 < number <= MOST_DISPENSED or number * 4 % 1:
        raise Mistake(f"--dispensed {word} is not a number of pills; try --dispensed 60")
    return number


def _strip(word: str) -> int | None:
    if not word.isdecimal() or int(word) > MOST_IN_A_STRIP:
        raise Mistake(f"--strip {word} is no strip size; try --strip 10, or 0 for unknown")
    return int(word) or None


def _day(word: str | None) -> date:
    today = local_day(now())
    try:
        day = date.fromisoformat(word) if word else today
    except ValueError:
        raise Mistake(f"--on {word} is no date; write it like {today}") from None
    if day > today:
        raise Mistake(f"--on {word} is still to come; today is {today}")
    return day


def _called(patient: Patient) -> str:
    return patient.clinic_number or f"P{patient.id}"


VERBS = {
    "add": Command("Add a patient, or send them a new link.", add_arguments, run_add),
    "import": Command(
        "A whole list from a CSV file; without --apply it only says what would change.",
        import_arguments,
        run_import,
    ),
    "forget": Command(
        "Erase what a person said, on their written request; without --apply it only looks.",
        forget_arguments,
        run_forget,
    ),
    "list": Command("All patients, and who has joined.", list_arguments, run_list),
    "left": Command("Who moved, is treated elsewhere or died.", left_arguments, run_left),
    "medicine": Command(
        "What a patient takes and was handed out; again when the dose changes.",
        medicine_arguments,
        run_medicine,
    ),
}
