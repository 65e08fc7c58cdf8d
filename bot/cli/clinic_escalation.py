"""`gothiya clinic ladder`: the escalation policy: who is told of an alert, and after how long."""

import argparse

from sqlalchemy import delete

from bot.cli.find import find_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Command, Mistake, Parser, nearest
from bot.services.alerts.escalation_policy import LEADER
from bot.services.audit import record_action
from bot.services.clinics.setup import OPERATOR, default_escalation_steps
from db.enums import Severity, StaffRole
from db.models import Clinic, EscalationStep
from db.queries.alerts.lookup import escalation_steps
from db.session import UnitOfWork

ROLES = (*StaffRole, LEADER)
LONGEST_MINUTES = 14 * 24 * 60


def arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("severity", metavar="SEVERITY", nargs="?", help=", ".join(Severity))
    parser.add_argument("steps", metavar="ROLE:MINUTES", nargs="*", help="like nurse:10 doctor:10")
    parser.add_argument("--reset", action="store_true", help="back to the default clocks")


async def run(given: argparse.Namespace) -> int:
    severity = _read_severity(given.severity) if given.severity else None
    steps = [_read_step(word) for word in given.steps]
    if given.reset and steps:
        raise Mistake("either rungs or --reset")
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        if steps and severity is not None:
            await _replace(session, clinic, severity, steps)
        chosen = [severity] if severity is not None else list(Severity)
        if given.reset:
            for each in chosen:
                await _replace(session, clinic, each, _default_steps(clinic, each))
        rows = [
            (each.value, number, step.role, step.wait_minutes)
            for each in chosen
            for number, step in enumerate(await escalation_steps(session, clinic.id, each), 1)
        ]
    print_table(("severity", "step", "who", "minutes"), rows, "No ladder: the defaults hold.")
    return 0


async def _replace(
    session: UnitOfWork, clinic: Clinic, severity: Severity, steps: list[tuple[str, int]]
) -> None:
    await session.execute(
        delete(EscalationStep).where(
            EscalationStep.clinic_id == clinic.id, EscalationStep.severity == severity
        )
    )
    session.add_all(
        EscalationStep(
            clinic_id=clinic.id, severity=severity.value, step=step, role=role, wait_minutes=wait
        )
        for step, (role, wait) in enumerate(steps)
    )
    await session.flush()
    detail = " ".join(f"{role}:{wait}" for role, wait in steps)[:200]
    record_action(
        session, "ladder", ("clinic", clinic.id), actor=OPERATOR, detail=detail, now=now()
    )


def _default_steps(clinic: Clinic, severity: Severity) -> list[tuple[str, int]]:
    steps = default_escalation_steps(clinic.id)
    return [(step.role, step.wait_minutes) for step in steps if step.severity == severity]


def _read_severity(word: str) -> Severity:
    if word in list(Severity):
        return Severity(word)
    meant = nearest(word, list(Severity)) or Severity.EMERGENCY
    raise Mistake(f"{word!r} is none of {', '.join(Severity)}; try {meant}")


def _read_step(word: str) -> tuple[str, int]:
    role, _, minutes = word.partition(":")
    if role not in ROLES:
        meant = nearest(role, ROLES) or StaffRole.NURSE
        raise Mistake(f"{role!r} is none of {', '.join(ROLES)}; try {meant}:10")
    if not minutes.isdecimal() or not 1 <= int(minutes) <= LONGEST_MINUTES:
        raise Mistake(f"{word!r} needs minutes from 1 to {LONGEST_MINUTES}; try {role}:10")
    return role, int(minutes)


LADDER = Command(
    "Who is told, step by step, and how long each has; without steps, what stands.",
    arguments,
    run,
)
