"""The database, what the clinics entered, who can be reached, and when the bot last polled."""

from collections.abc import Sequence
from datetime import timedelta

from alembic.script import ScriptDirectory
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli.doctor.finding import Finding, mend, ok, warning
from bot.cli.output import now
from bot.services.alerts.escalation_policy import LEADER
from bot.services.oncall import first_gap
from db.enums import GroupState, Severity
from db.migrate import config_for, is_known, revision_of
from db.models import Account, Clinic, Deployment, Group, Heartbeat, Rung, Staff
from db.queries.clinics import all_clinics
from db.session import Unit

BEAT_FRESH = timedelta(minutes=2)


async def look_at_database(engine: AsyncEngine) -> Finding:
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


async def look_at_people(session: Unit) -> tuple[list[Finding], Sequence[Group]]:
    """Findings, and the groups that Telegram should be asked about."""
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


async def _clinic(session: Unit, clinic: Clinic) -> list[Finding]:
    about = f"clinic {clinic.name}"
    rungs = list(await session.scalars(select(Rung).where(Rung.clinic_id == clinic.id)))
    missing = [
        severity.value for severity in Severity if severity not in {r.severity for r in rungs}
    ]
    findings = []
    if not clinic.phone.strip():
        findings.append(mend(about, "has no phone; gothiya clinic add NAME --phone NUMBER"))
    if missing:
        findings.append(warning(about, f"has no ladder for {', '.join(missing)}: defaults hold"))
    findings += await _on_call(session, clinic, {rung.role for rung in rungs} - {LEADER})
    return findings or [ok(about, "phone, ladder and people on call are there")]


async def _on_call(session: Unit, clinic: Clinic, roles: set[str]) -> list[Finding]:
    found = list(
        await session.execute(
            select(Staff, Account.unreachable_since)
            .outerjoin(Account, Account.id == Staff.account_id)
            .where(Staff.clinic_id == clinic.id, Staff.left_at.is_(None), Staff.on_call)
            .order_by(Staff.id)
        )
    )
    findings = []
    for member, shut in found:
        about = f"{member.name} ({member.role}, {clinic.name})"
        if member.account_id is None:
            findings.append(
                mend(about, "has not opened the bot; send a new link: gothiya staff add")
            )
        elif shut is not None:
            findings.append(
                mend(about, f"cannot be reached since {shut:%d %b}: has the bot blocked")
            )
    there = {member.role for member, shut in found if member.account_id and shut is None}
    if not there:
        says = "nobody on call can be reached; gothiya staff add CLINIC NAME --role nurse"
        return [mend(f"clinic {clinic.name}", says), *findings]
    reached = [member for member, shut in found if member.account_id and shut is None]
    if gap := await first_gap(session, reached, now=now()):
        says = f"by the rota nobody is on call on {gap:%a %d %b, %H:00}; gothiya staff oncall"
        findings.append(warning(f"clinic {clinic.name}", says))
    if absent := sorted(roles - there):
        says = f"nobody on call as {', '.join(absent)}: alerts pass over that step"
        findings.append(warning(f"clinic {clinic.name}", says))
    return findings


async def look_at_poller(session: Unit) -> Finding:
    last = await session.scalar(select(func.max(Heartbeat.at)).where(Heartbeat.part == "intake"))
    if last is None:
        return warning("bot", "has not run on this database yet; gothiya run")
    age = now() - last
    seconds = int(age.total_seconds())
    if age > BEAT_FRESH:
        return mend("bot", f"gave no sign of life for {seconds} s; is `gothiya run` running?")
    return ok("bot", f"was alive {max(seconds, 0)} s ago")
