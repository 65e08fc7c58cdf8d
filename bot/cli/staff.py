"""`gothiya staff`: the staff of a clinic, who answer its alerts."""

import argparse

from sqlalchemy import select

from bot.cli import invite_links
from bot.cli.find import find_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.staff_oncall import ON_CALL
from bot.cli.usage import Command, Mistake, Parser, nearest
from bot.services.clinics.leaving import remove_staff
from bot.services.clinics.staff import add_staff
from bot.services.onboarding.invites import InvitePurpose, make_invite
from db.enums import StaffRole
from db.models import Account, Clinic, Staff
from db.queries.people import staff_named

NAME_LENGTH = 80


def add_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--role", required=True, help=", ".join(StaffRole))
    parser.add_argument("--off-call", action="store_true", help="is not woken by alerts")


async def run_add(given: argparse.Namespace) -> int:
    role = _role(given.role)
    name = " ".join(given.name.split())
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Mistake(f"a name needs 1 to {NAME_LENGTH} signs")
    async with transaction() as (settings, session):
        clinic = await find_clinic(session, given.clinic)
        member = await add_staff(session, clinic, name, role, now=now())
        member.on_call = not given.off_call
        token = await make_invite(session, InvitePurpose.STAFF, clinic.id, member.id, now=now())
    print(f"{name} is a {role} of {clinic.name}{'' if member.on_call else ', off call'}.")
    print(await invite_links.personal_link(settings, token, name))
    return 0


def list_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC", nargs="?")


async def run_list(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        wanted = await find_clinic(session, given.clinic) if given.clinic else None
        found = await session.execute(
            select(Clinic.name, Staff, Account.unreachable_since)
            .join(Clinic, Clinic.id == Staff.clinic_id)
            .outerjoin(Account, Account.id == Staff.account_id)
            .where(Staff.left_at.is_(None))
            .order_by(Clinic.id, Staff.id)
        )
        rows = [
            (clinic, s.name, s.role, s.on_call, _phone(s, unreachable is not None))
            for clinic, s, unreachable in found
            if wanted is None or s.clinic_id == wanted.id
        ]
    head = ("clinic", "name", "role", "on call", "phone")
    print_table(head, rows, "Nobody yet. Add: gothiya staff add CLINIC NAME --role nurse")
    return 0


def leave_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("name", metavar="NAME")


async def run_leave(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        member = await staff_named(session, clinic.id, given.name)
        if member is None:
            raise Mistake(f"{clinic.name} has no {given.name!r}; look at: gothiya staff list")
        await remove_staff(session, member, now=now())
    print(f"{given.name} has left {clinic.name}: no alert goes there any more.")
    return 0


def _role(word: str) -> StaffRole:
    if word in list(StaffRole):
        return StaffRole(word)
    meant = nearest(word, list(StaffRole)) or StaffRole.NURSE
    raise Mistake(f"--role {word} is none of {', '.join(StaffRole)}; try --role {meant}")


def _phone(member: Staff, unreachable: bool) -> str:
    if member.account_id is None:
        return "has not opened the link"
    return "has blocked the bot" if unreachable else "reachable"


VERBS = {
    "add": Command("Add somebody, or send them a new link.", add_arguments, run_add),
    "list": Command("Who is on the staff, and who can be reached.", list_arguments, run_list),
    "oncall": ON_CALL,
    "leave": Command("Somebody is no longer on the staff.", leave_arguments, run_leave),
}
