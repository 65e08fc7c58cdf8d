"""`gothiya patient`: whose pills are counted, and which pills."""

import argparse
from datetime import date
from fractions import Fraction

from sqlalchemy import select

from bot.cli import links
from bot.cli.clinic import read_phone
from bot.cli.find import the_clinic, the_patient
from bot.cli.group import read_programme
from bot.cli.output import now, print_table
from bot.cli.register import add_patient
from bot.cli.settings import one_deed
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.prescribing.prescribed import Prescribed
from bot.domain.schedule import local_day
from bot.services.invites import Purpose, make_invite
from bot.services.pills.treatments import start_treatment
from db.enums import CountSource
from db.models import Clinic, Dispensing, Holder, Medicine, Patient, Treatment
from db.session import Unit

MOST_A_DAY = 24
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


async def add(given: argparse.Namespace) -> int:
    programme = read_programme(given.programme)
    name = " ".join(given.name.split())
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Mistake(f"a name needs 1 to {NAME_LENGTH} signs")
    phone = read_phone("--phone", given.phone)
    number = given.number.strip().upper() if given.number else None
    if number is not None and len(number) > 40:
        raise Mistake(f"--number {number[:12]}... is too long for a clinic number")
    async with one_deed() as (settings, session):
        clinic = await the_clinic(session, given.clinic)
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
        token = await make_invite(session, Purpose.PATIENT, clinic.id, patient.id, now=now())
    print(f"{name} {'is added' if new else 'was there and is up to date'}: {_called(patient)}.")
    print(await links.personal(settings, token, name))
    return 0


def medicine_arguments(parser: Parser) -> None:
    parser.add_argument("patient", metavar="PATIENT", help="clinic number or name")
    parser.add_argument("name", metavar="MEDICINE")
    parser.add_argument("--strip", default="0", metavar="N", help="pills in one strip; 0: unknown")
    parser.add_argument("--dose", required=True, help="pills a day: 2, 1/2, 1.5")
    parser.add_argument("--dispensed", metavar="N", help="pills handed out")
    parser.add_argument("--on", metavar="DATE", help="the day they were, such as 2026-11-23")
    parser.add_argument("--spoken", metavar="NAME", help="what the patient calls it")


async def medicine(given: argparse.Namespace) -> int:
    dose = _fraction("--dose", given.dose, "1/2, 1 or 2", most=MOST_A_DAY)
    strip = _strip(given.strip)
    handed = given.dispensed and _fraction(
        "--dispensed", given.dispensed, "60", most=MOST_DISPENSED, quarters=True
    )
    day = _day(given.on)
    async with one_deed() as (_, session):
        patient = await the_patient(session, given.patient)
        again = await _recorded(session, patient.id, given.name, handed, day)
        await start_treatment(
            session,
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            medicine=given.name,
            spoken_name=given.spoken,
            strip_size=strip,
            prescribed=Prescribed(dose),
            dispensed=None if again else handed,
            on=day,
            now=now(),
        )
    print(f"{patient.name} takes {given.name}, {dose} a day.")
    if again:
        print(f"{handed} pills of {day} were recorded before; they are not counted twice.")
    elif handed:
        print(f"{handed} pills handed out on {day} are recorded.")
    return 0


def list_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC", nargs="?")


async def list_all(given: argparse.Namespace) -> int:
    joined = select(Holder.id).where(Holder.patient_id == Patient.id, Holder.ended_at.is_(None))
    async with one_deed() as (_, session):
        wanted = await the_clinic(session, given.clinic) if given.clinic else None
        found = await session.execute(
            select(Clinic.name, Patient, joined.exists())
            .join(Clinic, Clinic.id == Patient.clinic_id)
            .where(Patient.left_on.is_(None))
            .order_by(Clinic.id, Patient.id)
        )
        rows = [
            (f"P{p.id}", p.clinic_number, p.name, clinic, p.programme, p.village, has_joined)
            for clinic, p, has_joined in found
            if wanted is None or p.clinic_id == wanted.id
        ]
    head = ("no", "clinic number", "name", "clinic", "programme", "village", "joined")
    print_table(head, rows, "No patient yet. Add one: gothiya patient add CLINIC NAME")
    return 0


async def _recorded(
    session: Unit, patient_id: int, medicine: str, quantity: Fraction | None, day: date
) -> bool:
    """Whether the clinic recorded just this before: the command was given twice."""
    found = await session.scalar(
        select(Dispensing.id)
        .join(Treatment, Treatment.id == Dispensing.treatment_id)
        .join(Medicine, Medicine.id == Treatment.medicine_id)
        .where(
            Treatment.patient_id == patient_id,
            Medicine.name == medicine,
            Dispensing.dispensed_on == day,
            Dispensing.quantity == quantity,
            Dispensing.source == CountSource.CLINIC,
        )
    )
    return quantity is not None and found is not None


def _fraction(
    option: str, word: str, example: str, *, most: int, quarters: bool = False
) -> Fraction:
    wrong = Mistake(f"{option} {word} is not a number of pills; try {option} {example}")
    try:
        number = Fraction(word)
    except (ValueError, ZeroDivisionError):
        raise wrong from None
    if not 0 < number <= most or number.denominator > 31 or (quarters and number * 4 % 1):
        raise wrong
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
    "add": Command("Add a patient, or send them a new link.", add_arguments, add),
    "list": Command("All patients, and who has joined.", list_arguments, list_all),
    "medicine": Command(
        "What a patient takes and was handed out; again when the dose changes.",
        medicine_arguments,
        medicine,
    ),
}
