"""`gothiya clinic`: the clinics that this bot serves."""

import argparse

from bot.cli.clinic_escalation import LADDER
from bot.cli.clinic_hours import CHAT, HOLIDAY, HOURS
from bot.cli.clinic_role import ROLE
from bot.cli.clinic_words import FIRST_AID, WORDS
from bot.cli.find import find_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.moderation.claims import claim_answers
from bot.domain.phones import is_phone
from bot.services.clinics.setup import add_clinic
from bot.services.moderation.claims import approve_claim_answer
from db.queries.clinics import all_clinics
from db.queries.moderation.posts import approved_claim_answers

NAME_LENGTH = 120


def add_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--phone", required=True, help="what a member is told to call")
    parser.add_argument("--ambulance", help="default: 108")
    parser.add_argument("--opens", type=int, metavar="HOUR", help="default: 9")
    parser.add_argument("--closes", type=int, metavar="HOUR", help="default: 17")
    parser.add_argument(
        "--practice", action="store_true", help="for training; hidden from the feeds"
    )


async def run_add(given: argparse.Namespace) -> int:
    name = " ".join(given.name.split())
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Mistake(f"the clinic's name needs 1 to {NAME_LENGTH} signs")
    asked = {
        "ambulance": read_phone("--ambulance", given.ambulance),
        "opens_hour": _hour("--opens", given.opens),
        "closes_hour": _hour("--closes", given.closes),
    }
    changes = {field: value for field, value in asked.items() if value is not None}
    phone = read_phone("--phone", given.phone)
    assert phone is not None
    async with transaction() as (_, session):
        clinic, new = await add_clinic(
            session, name, phone, practice=given.practice, now=now(), **changes
        )
        await session.flush()
        if clinic.opens_hour >= clinic.closes_hour:
            raise Mistake(
                f"a clinic that opens at {clinic.opens_hour} cannot close at"
                f" {clinic.closes_hour}; try --opens 9 --closes 17"
            )
        if given.practice and not clinic.practice:
            raise Mistake(f"{name!r} is a real clinic; give the practice one another name")
    print(f"{clinic.name} {'is added' if new else 'was there and is up to date'}.")
    if new:
        print("Alerts go to the nurses, then the doctors, then the group's leader.")
        print(f"Next: gothiya staff add {clinic.name!r} NAME --role nurse")
    return 0


def list_arguments(_parser: Parser) -> None:
    """It takes no arguments."""


async def run_list(_given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        rows = [
            (c.name, c.phone, c.ambulance, f"{c.opens_hour}-{c.closes_hour}", c.practice)
            for c in await all_clinics(session)
        ]
    head = ("clinic", "phone", "ambulance", "open", "practice")
    print_table(head, rows, "No clinic yet. Add one: gothiya clinic add NAME --phone NUMBER")
    return 0


def read_phone(option: str, number: str | None) -> str | None:
    if number is not None and not is_phone(number.strip()):
        raise Mistake(f"{option} {number} is no phone number; try {option} 07752-000000")
    return number and number.strip()


def _hour(option: str, hour: int | None) -> int | None:
    if hour is not None and not 0 <= hour <= 24:
        raise Mistake(f"{option} {hour} is no hour of the day; try {option} 9")
    return hour


def card_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("card", metavar="CARD", nargs="?", help="its name; without one: all cards")
    parser.add_argument("--approve", action="store_true", help="the bot may say it in groups")
    parser.add_argument("--withdraw", action="store_true", help="the bot says it no longer")


async def run_card(given: argparse.Namespace) -> int:
    if given.approve and given.withdraw:
        raise Mistake("either --approve or --withdraw")
    if given.card is not None and given.card not in claim_answers():
        raise Mistake(f"there is no card {given.card!r}; there are: {', '.join(claim_answers())}")
    if given.card is None and (given.approve or given.withdraw):
        raise Mistake("which card? Read them first: gothiya clinic card CLINIC")
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        if given.approve or given.withdraw:
            await approve_claim_answer(session, clinic.id, given.card, given.approve, now=now())
            await session.flush()
        approved = await approved_claim_answers(session, clinic.id)
    for key in [given.card] if given.card else claim_answers():
        print(f"{key}: {'approved' if key in approved else 'not approved, so not said'}")
        for language, words in claim_answers()[key].words.items():
            print(f"  {language}: {words}")
    return 0


VERBS = {
    "add": Command("Add a clinic, or change the one of that name.", add_arguments, run_add),
    "card": Command("Answers to false claims: read them, approve them.", card_arguments, run_card),
    "list": Command("All clinics.", list_arguments, run_list),
    "hours": HOURS,
    "holiday": HOLIDAY,
    "ladder": LADDER,
    "chat": CHAT,
    "firstaid": FIRST_AID,
    "words": WORDS,
    "role": ROLE,
}
