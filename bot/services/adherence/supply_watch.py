"""What ends with time: pills that run out, injections that are late. Each is told once."""

from datetime import datetime, time, timedelta

from bot.domain.adherence import Facts, Finding, findings, rules_in_use
from bot.domain.schedule import instant, local_day
from bot.services.alerts import raise_by_rule
from bot.services.slots import take_slot
from db.enums import AlertKind, Programme
from db.queries.treatments import Ending, endings
from db.session import Unit

WATCHED = (AlertKind.RUNNING_OUT, AlertKind.INJECTION_DUE)


async def watch_supplies(session: Unit, *, now: datetime) -> int:
    """Tell the clinic of what a rule now fits; return of how many. A slot makes each come once."""
    today, told = local_day(now), 0
    longest = max((rule.days_left or 0 for rule in rules_in_use()), default=0)
    for ending in await endings(session, today + timedelta(days=longest), today):
        facts = Facts(
            Programme(ending.programme) if ending.programme else None,
            days_left=ending.days_left(today),
            late_days=ending.late_days(today),
        )
        for finding in findings(facts, rules_in_use()):
            if finding.alert in WATCHED and await _first_time(session, ending, finding, now):
                await _tell(session, ending, finding, now)
                told += 1
    return told


async def _first_time(session: Unit, ending: Ending, finding: Finding, now: datetime) -> bool:
    """Of this end of this supply, at this urgency."""
    job, scope = f"{finding.alert}:{finding.severity}", str(ending.treatment_id)
    return await take_slot(session, job, scope, instant(ending.day(finding.alert), time()), now=now)


async def _tell(session: Unit, ending: Ending, finding: Finding, now: datetime) -> None:
    day = ending.day(finding.alert)
    # No words: a card is read in Hindi and in English.
    evidence = f"{ending.spoken_name}: 📅 {day:%d.%m.}"
    await raise_by_rule(
        session,
        finding.alert,
        clinic_id=ending.clinic_id,
        patient_id=ending.patient_id,
        severity=finding.severity,
        evidence=evidence,
        now=now,
    )
