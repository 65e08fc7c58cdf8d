"""What changes with the date alone: pills that run out, injections that are late. Alerted once."""

from datetime import datetime, time, timedelta

from bot.domain.adherence import Facts, Finding, findings, rules_in_use
from bot.domain.schedule import instant, local_day
from bot.services.alerts.raising import raise_by_rule
from bot.services.slots import take_slot
from db.enums import AlertKind, Programme
from db.queries.treatments import SupplyEnding, supply_endings
from db.session import UnitOfWork

WATCHED = (AlertKind.RUNNING_OUT, AlertKind.INJECTION_DUE)


async def watch_supplies(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Alert the clinic where a rule now fits, and return how often. A slot makes it once each."""
    today, raised = local_day(now), 0
    longest = max((rule.days_left or 0 for rule in rules_in_use()), default=0)
    last = today + timedelta(days=longest)
    for ending in await supply_endings(session, clinic_id, last, today):
        facts = Facts(
            Programme(ending.programme) if ending.programme else None,
            days_left=ending.days_left(today),
            late_days=ending.late_days(today),
        )
        for finding in findings(facts, rules_in_use()):
            if finding.alert in WATCHED and await _first_time(session, ending, finding, now):
                await _alert_clinic(session, ending, finding, now)
                raised += 1
    return raised


async def _first_time(
    session: UnitOfWork, ending: SupplyEnding, finding: Finding, now: datetime
) -> bool:
    """Whether this end of this supply was not alerted yet with this severity."""
    job, scope = f"{finding.alert}:{finding.severity}", str(ending.treatment_id)
    return await take_slot(session, job, scope, instant(ending.day(finding.alert), time()), now=now)


async def _alert_clinic(
    session: UnitOfWork, ending: SupplyEnding, finding: Finding, now: datetime
) -> None:
    day = ending.day(finding.alert)
    # Without words, because staff read the card in Hindi or in English.
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
