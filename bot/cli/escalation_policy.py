"""`gothiya clinic ladder`: who is told of an alert, in which order, how long each has."""

import argparse

from sqlalchemy import delete

from bot.cli.find import the_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import one_deed
from bot.cli.usage import Command, Mistake, Parser, nearest
from bot.services.alerts.escalation_policy import LEADER
from bot.services.audit import note
from bot.services.clinics.register import OPERATOR, default_rungs
from db.enums import Severity, StaffRole
from db.models import Clinic, Rung
from db.queries.alerts.state import rungs_of
from db.session import Unit

ROLES = (*StaffRole, LEADER)
LONGEST = 14 * 24 * 60


def arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("severity", metavar="SEVERITY", nargs="?", help=", ".join(Severity))
    parser.add_argument("rungs", metavar="ROLE:MINUTES", nargs="*", help="like nurse:10 doctor:10")
    parser.add_argument("--reset", action="store_true", help="back to the default clocks")


async def run(given: argparse.Namespace) -> int:
    severity = _severity(given.severity) if given.severity else None
    rungs = [_rung(word) for word in given.rungs]
    if given.reset and rungs:
        raise Mistake("either rungs or --reset")
    async with one_deed() as (_, session):
        clinic = await the_clinic(session, given.clinic)
        if rungs and severity is not None:
            await _replace(session, clinic, severity, rungs)
        for one in Severity if given.reset else ():
            if severity in (None, one):
                await _replace(session, clinic, one, _default(clinic, one))
        rows = [
            (one.value, step, rung.role, rung.wait_minutes)
            for one in Severity
            if severity in (None, one)
            for step, rung in enumerate(await rungs_of(session, clinic.id, one), 1)
        ]
    print_table(("severity", "step", "who", "minutes"), rows, "No ladder: the defaults hold.")
    return 0


async def _replace(
    session: Unit, clinic: Clinic, severity: Severity, rungs: list[tuple[str, int]]
) -> None:
    await session.execute(
        delete(Rung).where(Rung.clinic_id == clinic.id, Rung.severity == severity)
    )
    session.add_all(
        Rung(clinic_id=clinic.id, severity=severity.value, step=step, role=role, wait_minutes=wait)
        for step, (role, wait) in enumerate(rungs)
    )
    await session.flush()
    detail = " ".join(f"{role}:{wait}" for role, wait in rungs)[:200]
    note(session, "ladder", ("clinic", clinic.id), actor=OPERATOR, detail=detail, now=now())


def _default(clinic: Clinic, severity: Severity) -> list[tuple[str, int]]:
    rungs = default_rungs(clinic.id)
    return [(one.role, one.wait_minutes) for one in rungs if one.severity == severity]


def _severity(word: str) -> Severity:
    if word in list(Severity):
        return Severity(word)
    meant = nearest(word, list(Severity)) or Severity.EMERGENCY
    raise Mistake(f"{word!r} is none of {', '.join(Severity)}; try {meant}")


def _rung(word: str) -> tuple[str, int]:
    role, _, minutes = word.partition(":")
    if role not in ROLES:
        meant = nearest(role, ROLES) or StaffRole.NURSE
        raise Mistake(f"{role!r} is none of {', '.join(ROLES)}; try {meant}:10")
    if not minutes.isdecimal() or not 1 <= int(minutes) <= LONGEST:
        raise Mistake(f"{word!r} needs minutes from 1 to {LONGEST}; try {role}:10")
    return role, int(minutes)


LADDER = Command(
    "Who is told, step by step, and how long each has; without steps, what stands.",
    arguments,
    run,
)
