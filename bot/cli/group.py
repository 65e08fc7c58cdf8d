"""`gothiya group`: the peer groups and the staff's chat."""

import argparse
from typing import TypeVar

from sqlalchemy import func, select

from bot.cli import group_needs, invite_links
from bot.cli.find import find_clinic, find_group, find_patient
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Command, Mistake, Parser, nearest
from bot.domain.moderation.rules import mode_of
from bot.domain.schedule import local_day
from bot.services.clinics.leaving import dismiss_leader
from bot.services.clinics.setup import OPERATOR, appoint_leader
from bot.services.groups import make_group, missing_rights
from bot.services.moderation.join_requests import new_entry_code
from bot.services.moderation.rules import set_rule_mode
from bot.services.onboarding.group_door import group_token, renew_group_link
from bot.services.onboarding.invites import InvitePurpose, make_invite
from db.enums import (
    GroupKind,
    GroupState,
    HolderRole,
    Language,
    ModerationMode,
    ModerationRule,
    Programme,
)
from db.models import Clinic, Group, Holder, Membership

Known = TypeVar("Known", ModerationRule, ModerationMode)
SPOKEN = (Language.HINDI.value, Language.CHHATTISGARHI.value)
TITLE_LENGTH = 140


def add_arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("title", metavar="TITLE", help="name no illness: others read it too")
    parser.add_argument("--language", default="hi", help="hi (default) or hne")
    parser.add_argument("--programme", help=", ".join(Programme))
    parser.add_argument("--staff", action="store_true", help="the chat in which staff see alerts")


async def run_add(given: argparse.Namespace) -> int:
    if given.language not in SPOKEN:
        raise Mistake(f"--language {given.language}: a group speaks hi or hne")
    programme = read_programme(given.programme)
    title = " ".join(given.title.split())
    if not 1 <= len(title) <= TITLE_LENGTH:
        raise Mistake(f"a title needs 1 to {TITLE_LENGTH} signs")
    kind = GroupKind.STAFF if given.staff else GroupKind.PEER
    async with transaction() as (settings, session):
        clinic = await find_clinic(session, given.clinic)
        group: Group | None = await session.scalar(
            select(Group).where(Group.clinic_id == clinic.id, Group.title == title)
        )
        if group is not None and group.kind != kind:
            raise Mistake(f"{title!r} is a {group.kind} group already; give this one another title")
        if group is None:
            group = await make_group(session, clinic.id, title, kind=kind, now=now())
        group.language = Language(given.language)
        group.programme = programme or group.programme
        token = await make_invite(session, InvitePurpose.GROUP, clinic.id, group.id, now=now())
    print(f"{title} is a {kind} group of {clinic.name}, number {group.id}.")
    print(await invite_links.group_link(settings, token, staff=given.staff))
    return 0


def list_arguments(_parser: Parser) -> None:
    """It takes no arguments."""


async def run_list(_given: argparse.Namespace) -> int:
    members = (
        select(func.count())
        .where(Membership.group_id == Group.id, Membership.left_at.is_(None))
        .scalar_subquery()
    )
    async with transaction() as (_, session):
        found = await session.execute(
            select(Clinic.name, Group, members)
            .join(Clinic, Clinic.id == Group.clinic_id)
            .order_by(Group.id)
        )
        rows = [
            (g.id, g.title, clinic, g.kind, g.language, g.programme, count, _bot_status(g))
            for clinic, g, count in found
        ]
    head = ("no", "title", "clinic", "kind", "language", "programme", "members", "bot")
    print_table(head, rows, "No group yet. Add one: gothiya group add CLINIC TITLE")
    return 0


def leader_arguments(parser: Parser) -> None:
    parser.add_argument("group", metavar="GROUP", help="its title, or its number from group list")
    parser.add_argument("person", metavar="PERSON", help="clinic number or name of the patient")


async def run_leader(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        group = await find_group(session, given.group)
        if group.kind != GroupKind.PEER:
            raise Mistake(f"{group.title!r} is the staff's chat; only a peer group has leaders")
        patient = await find_patient(session, given.person)
        account_id: int | None = await session.scalar(
            select(Holder.account_id).where(
                Holder.patient_id == patient.id,
                Holder.role == HolderRole.SELF,
                Holder.ended_at.is_(None),
            )
        )
        if account_id is None:
            raise Mistake(
                f"{patient.name} has not joined with a phone of their own yet;"
                " ask them to join first, then repeat this"
            )
        if not await appoint_leader(session, group, account_id, now=now()):
            raise Mistake(
                f"two people lead {group.title!r} already; one of them first:"
                " gothiya group member GROUP PERSON"
            )
    print(f"{patient.name} leads {group.title} now.")
    return 0


def read_programme(word: str | None) -> Programme | None:
    if word is None:
        return None
    if word in list(Programme):
        return Programme(word)
    meant = nearest(word, list(Programme))
    hint = f"did you mean {meant}?" if meant else f"there are: {', '.join(Programme)}"
    raise Mistake(f"--programme {word} is not known; {hint}")


def _bot_status(group: Group) -> str:
    if group.chat_id is None:
        return "not added yet"
    if group.state == GroupState.LEFT:
        return "was removed"
    if group.kind == GroupKind.STAFF:
        return "is in"
    missing = missing_rights(group.rights)
    return f"lacks {', '.join(missing)}" if missing else "is in, with its rights"


def member_arguments(parser: Parser) -> None:
    leader_arguments(parser)


async def run_member(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        group = await find_group(session, given.group)
        patient = await find_patient(session, given.person)
        if not await dismiss_leader(session, group, patient.id, now=now()):
            raise Mistake(f"{patient.name} does not lead {group.title!r}; see: gothiya group list")
    print(f"{patient.name} is a member of {group.title} like the others now.")
    return 0


def code_arguments(parser: Parser) -> None:
    parser.add_argument("group", metavar="GROUP", help="its title, or its number from group list")


async def run_code(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        group = await find_group(session, given.group)
        made = new_entry_code(session, group, actor=OPERATOR, now=now())
    print(f"Who asks to join {group.title} and writes {made} to the bot is let in.")
    print("The code before it no longer works.")
    return 0


def link_arguments(parser: Parser) -> None:
    code_arguments(parser)
    parser.add_argument("--new", action="store_true", help="make a new one; the old one dies")


async def run_link(given: argparse.Namespace) -> int:
    async with transaction() as (settings, session):
        group = await find_group(session, given.group)
        if given.new:
            renew_group_link(session, group, actor=OPERATOR, now=now())
        token = group_token(session, group, now=now())
        until = local_day(group.join_token_until or now())
    bot = await invite_links.bot_username(settings)
    print(f"Who is in the chat of {group.title} on Telegram joins by this, until {until:%d %b %Y}:")
    print(f"https://t.me/{bot}?start=g_{token}" if bot else f"/start g_{token}")
    return 0


def rule_arguments(parser: Parser) -> None:
    parser.add_argument("group", metavar="GROUP", help="its title, or its number from group list")
    parser.add_argument("rule", metavar="RULE", nargs="?", help=", ".join(ModerationRule))
    parser.add_argument("mode", metavar="MODE", nargs="?", help=", ".join(ModerationMode))


async def run_rule(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        group = await find_group(session, given.group)
        if given.rule is not None:
            chosen = _read_choice(ModerationRule, "rule", given.rule)
            mode = _read_choice(ModerationMode, "mode", given.mode or "")
            set_rule_mode(session, group, chosen, mode, actor=OPERATOR, now=now())
        rows = [(one.value, mode_of(one, group.moderation_modes)) for one in ModerationRule]
    print_table(("rule", "mode"), rows, "")
    return 0


def _read_choice(known: type[Known], what: str, word: str) -> Known:
    if word in list(known):
        return known(word)
    raise Mistake(f"{word!r} is no {what}; there are: {', '.join(known)}")


VERBS = {
    "add": Command("Add a group, or get a new link to bring the bot in.", add_arguments, run_add),
    "list": Command("All groups, and what the bot may do there.", list_arguments, run_list),
    "needs": Command("What the groups ask for together.", group_needs.arguments, group_needs.run),
    "leader": Command("Make a patient the leader of a group.", leader_arguments, run_leader),
    "member": Command("A leader becomes a member again.", member_arguments, run_member),
    "code": Command("Make the code that lets in who asks to join.", code_arguments, run_code),
    "link": Command("The link by which people of the chat join.", link_arguments, run_link),
    "rule": Command("How strictly a group keeps a house rule.", rule_arguments, run_rule),
}
