"""Checks the database, what the clinics entered, who can be reached, and when the bot last ran."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from alembic.script import ScriptDirectory
from sqlalchemy import func, select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli.database_file import open_to_others
from bot.cli.doctor.finding import Finding, mend, ok, warning
from bot.cli.output import now
from bot.console.health import COMMAND_LATE, DEAD_LETTER_TOLD_FOR
from bot.services.alerts.escalation_policy import LEADER
from bot.services.heartbeats import NOTE
from bot.services.oncall import first_rota_gap
from db.enums import CommandStatus, GroupState, Severity
from db.migrate import config_for, is_known, revision_of
from db.models import (
    Account,
    AlertCommand,
    Clinic,
    DeadLetter,
    Deployment,
    EscalationStep,
    Group,
    Heartbeat,
    Staff,
)
from db.queries.clinics import all_clinics
from db.session import UnitOfWork

HEARTBEAT_FRESH = timedelta(minutes=2)
STORED_FOR = timedelta(hours=1)
"""Older signs of life are of processes that ended long ago."""


async def check_database(engine: AsyncEngine) -> Finding:
    at = await revision_of(engine)
    if at is None:
        return warning("database", "is empty; `gothiya run` or `gothiya clinic add` prepares it")
    async with engine.connect() as connection:
        config = await connection.run_sync(config_for)
    newest = ScriptDirectory.from_config(config).get_current_head()
    if not is_known(config, at):
        return mend("database", f"is at revision {at}, made by another version of Gothiya")
    if at != newest:
        return warning("database", f"is at revision {at}, not {newest}; `gothiya run` upgrades it")
    return ok("database", f"{engine.dialect.name}, at the newest revision {at}")


def check_files(url: URL) -> list[Finding]:
    wide = " ".join(str(file) for file in open_to_others(url))
    says = f"others on this machine can read it; chmod 600 {wide}"
    return [warning("database", says)] if wide else []


async def check_clinics(session: UnitOfWork) -> tuple[list[Finding], Sequence[Group]]:
    """Findings, and the groups in which the bot's rights should be checked."""
    findings = []
    deployment = await session.get(Deployment, 1)
    if deployment is not None and deployment.practice:
        findings.append(warning("database", "holds a practice village, made by `gothiya demo`"))
    known = await all_clinics(session)
    if not known:
        findings.append(mend("clinic", "there is none; gothiya clinic add NAME --phone NUMBER"))
    for clinic in known:
        findings += await _clinic(session, clinic)
    groups = await session.scalars(
        select(Group)
        .where(Group.state == GroupState.ACTIVE, Group.chat_id.is_not(None))
        .order_by(Group.id)
    )
    return findings, list(groups)


async def _clinic(session: UnitOfWork, clinic: Clinic) -> list[Finding]:
    about = f"clinic {clinic.name}"
    steps = list(
        await session.scalars(select(EscalationStep).where(EscalationStep.clinic_id == clinic.id))
    )
    missing = [
        severity.value for severity in Severity if severity not in {step.severity for step in steps}
    ]
    findings = []
    if not clinic.phone.strip():
        findings.append(mend(about, "has no phone; gothiya clinic add NAME --phone NUMBER"))
    if missing:
        findings.append(warning(about, f"has no ladder for {', '.join(missing)}: defaults hold"))
    findings += await _on_call(session, clinic, {step.role for step in steps} - {LEADER})
    return findings or [ok(about, "phone, ladder and people on call are there")]


async def _on_call(session: UnitOfWork, clinic: Clinic, roles: set[str]) -> list[Finding]:
    found = list(
        await session.execute(
            select(Staff, Account.unreachable_since)
            .outerjoin(Account, Account.id == Staff.account_id)
            .where(Staff.clinic_id == clinic.id, Staff.left_at.is_(None), Staff.on_call)
            .order_by(Staff.id)
        )
    )
    findings = []
    for member, since in found:
        about = f"{member.name} ({member.role}, {clinic.name})"
        if member.account_id is None:
            findings.append(
                mend(about, "has not opened the bot; send a new link: gothiya staff add")
            )
        elif since is not None:
            findings.append(
                mend(about, f"cannot be reached since {since:%d %b}: has the bot blocked")
            )
    reachable = [member for member, since in found if member.account_id and since is None]
    if not reachable:
        says = "nobody on call can be reached; gothiya staff add CLINIC NAME --role nurse"
        return [mend(f"clinic {clinic.name}", says), *findings]
    if gap := await first_rota_gap(session, reachable, now=now()):
        says = f"by the rota nobody is on call on {gap:%a %d %b, %H:00}; gothiya staff oncall"
        findings.append(warning(f"clinic {clinic.name}", says))
    if absent := sorted(roles - {member.role for member in reachable}):
        says = f"nobody on call as {', '.join(absent)}: alerts pass over that step"
        findings.append(warning(f"clinic {clinic.name}", says))
    return findings


async def check_running(session: UnitOfWork) -> list[Finding]:
    """What the processes said of themselves last, and what they could not handle."""
    rows = list(await session.scalars(select(Heartbeat)))
    if not rows:
        return [warning("bot", "has not run on this database yet; gothiya run")]
    at, last = now(), max(row.at for row in rows)
    findings = []
    if at - last > HEARTBEAT_FRESH:
        seconds = int((at - last).total_seconds())
        says = f"gave no sign of life for {seconds} s; is `gothiya run` running?"
        findings.append(mend("bot", says))
    else:
        findings.append(_hears_telegram([row for row in rows if at - row.at <= STORED_FOR], at))
    dead = await session.scalar(
        select(func.count()).where(DeadLetter.failed_at > at - DEAD_LETTER_TOLD_FOR)
    )
    stuck = await session.scalar(
        select(func.count()).where(
            AlertCommand.status == CommandStatus.NEW, AlertCommand.created_at < at - COMMAND_LATE
        )
    )
    if stuck:
        says = f"{stuck} rows of alert_command wait for longer than a minute (command_stuck)"
        findings.append(mend("commands", says))
    if dead:
        says = f"{dead} could not be handled since yesterday (update_dead); please report it"
        findings.append(mend("messages", says))
    return findings


def _hears_telegram(rows: Sequence[Heartbeat], at: datetime) -> Finding:
    notes = {row.part.removeprefix(NOTE) for row in rows if row.part.startswith(NOTE)}
    waiting = {row.instance for row in rows if row.part == f"{NOTE}standing_by"}
    fetched = [row.at for row in rows if row.part == "intake" and row.instance not in waiting]
    if fetched and at - max(fetched) <= HEARTBEAT_FRESH and "conflict" not in notes:
        return ok("bot", f"heard Telegram {max(int((at - max(fetched)).total_seconds()), 0)} s ago")
    if "conflict" in notes:
        says = "another program fetches with our token: end it, or get a new token of @BotFather"
        return mend("bot", f"{says} (conflict)")
    if waiting:
        return warning("bot", "stands by, as another process holds the lease (standing_by)")
    return mend("bot", "runs, but Telegram does not answer it (telegram_silent)")
