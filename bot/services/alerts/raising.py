"""Raising an alert: one open alert for each kind and person, paged at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from bot.domain.alerts import Change, EventType, new_alert, record_recurrence
from bot.domain.schedule import local_day, local_time
from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.escalation import advance_escalation
from bot.services.alerts.escalation_policy import escalation_policy_of
from bot.services.alerts.record import EDITED, LATE, apply_state, record_change, state_of
from db.enums import AlertKind, Severity
from db.models import Alert
from db.queries.alerts.lookup import last_alert_id, open_alert
from db.queries.groups import group_of_person
from db.session import UnitOfWork

_TIME_STAMP = re.compile(
    rf"^\d\d\.\d\d\. \d\d:\d\d (?:{re.escape(LATE)} )?(?:{re.escape(EDITED)} )?"
)
EVIDENCE_KEPT = 10_000
"""So many signs of the beginning, and of the end."""
LEFT_OUT = "…"
LATE_AFTER = timedelta(hours=12)
"""Telegram keeps messages while the bot is down; older ones still alert, marked as late."""


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    alert: Alert
    news: bool
    """True if this pages somebody; False if the alert was known already."""
    changed: bool = True
    """False for an edited message without new words."""


async def raise_alert(
    session: UnitOfWork,
    *,
    clinic_id: int,
    patient_id: int | None,
    account_id: int | None,
    group_id: int | None,
    kind: AlertKind,
    severity: Severity,
    evidence: str,
    signs: Sequence[str] = (),
    said_in_group: bool = False,
    via: str = "member",
    said_at: datetime | None = None,
    edited: bool = False,
    now: datetime,
) -> RaisedAlert:
    """Raise an alert, or add to the open one, which is paged again if this is graver."""
    key = dedup_key(kind, patient_id, account_id, group_id)
    line = evidence_line(evidence, said_at or now, edited=edited, now=now)
    alert = await open_alert(session, key)
    if alert is None:
        group_id = group_id or await group_of_person(session, patient_id, account_id)
        alert = Alert(
            dedup_key=key,
            clinic_id=clinic_id,
            group_id=group_id,
            patient_id=patient_id,
            account_id=account_id,
            kind=kind,
            evidence=capped_evidence(line),
            signs=_joined(signs),
            said_in_group=said_in_group,
            raised_at=now,
            previous_id=await last_alert_id(session, key),
        )
        policy, _roles = await escalation_policy_of(session, alert, severity)
        if await _inserted(session, alert, change := new_alert(severity, now, policy)):
            await record_change(session, alert, change, via=via, now=now)
            await advance_escalation(session, alert, now=now)
            return RaisedAlert(alert, True)
        alert = await open_alert(session, key)
        assert alert is not None
    known = " ".join(evidence.split()) in alert.evidence
    if edited and known and severity.rank <= Severity(alert.severity).rank:
        return RaisedAlert(alert, news=False, changed=False)
    return await _add_occurrence(session, alert, severity, line, signs, said_in_group, via, now)


async def raise_by_rule(
    session: UnitOfWork,
    kind: AlertKind,
    *,
    clinic_id: int,
    patient_id: int,
    account_id: int | None = None,
    severity: Severity,
    evidence: str,
    now: datetime,
) -> None:
    """Raise an alert that a rule found. `evidence` names the medicine and the doses."""
    await raise_alert(
        session,
        clinic_id=clinic_id,
        patient_id=patient_id,
        account_id=account_id,
        group_id=None,
        kind=kind,
        severity=severity,
        evidence=evidence,
        via="rule",
        now=now,
    )


def dedup_key(
    kind: AlertKind, patient_id: int | None, account_id: int | None, group_id: int | None
) -> str:
    """Kind, and the patient if known, else the account, else the group of an anonymous admin."""
    if patient_id is not None:
        return f"{kind}:p{patient_id}"
    return f"{kind}:a{account_id}" if account_id is not None else f"{kind}:g{group_id}"


def evidence_line(words: str, said_at: datetime, *, edited: bool, now: datetime) -> str:
    """One line of evidence: the local time at which it was said, marks, and the person's words."""
    marks = [f"{local_day(said_at):%d.%m.} {local_time(said_at):%H:%M}"]
    marks += [LATE] * (now - said_at > LATE_AFTER) + [EDITED] * edited
    return " ".join((*marks, *words.split()))


def words_of_evidence(evidence: str) -> tuple[str, ...]:
    """The words of each line of evidence, without time and marks."""
    return tuple(_TIME_STAMP.sub("", line) for line in evidence.splitlines())


def capped_evidence(evidence: str) -> str:
    """The beginning and the end: it is copied into every card, and somebody may write for hours."""
    if len(evidence) <= 2 * EVIDENCE_KEPT:
        return evidence
    return f"{evidence[:EVIDENCE_KEPT]}\n{LEFT_OUT}\n{evidence[-EVIDENCE_KEPT:]}"


async def _inserted(session: UnitOfWork, alert: Alert, change: Change) -> bool:
    """False if another process has inserted it first."""
    apply_state(alert, change.state)
    try:
        async with session.begin_nested():
            session.add(alert)
            await session.flush()
    except IntegrityError:
        return False
    return True


async def _add_occurrence(
    session: UnitOfWork,
    alert: Alert,
    severity: Severity,
    line: str,
    signs: Sequence[str],
    said_in_group: bool,
    via: str,
    now: datetime,
) -> RaisedAlert:
    alert.evidence = capped_evidence(f"{alert.evidence}\n{line}")
    alert.signs = _joined((*alert.signs.split(","), *signs))
    gravest = max(severity, Severity(alert.severity), key=lambda one: one.rank)
    policy, _roles = await escalation_policy_of(session, alert, gravest)
    change = record_recurrence(state_of(alert), severity, now, policy)
    assert isinstance(change, Change)
    alert.said_in_group = alert.said_in_group or said_in_group
    await record_change(session, alert, change, via=via, now=now)
    refresh_cards(session, alert, now=now)
    await advance_escalation(session, alert, now=now)
    return RaisedAlert(alert, change.event is not EventType.RECURRED)


def _joined(signs: Sequence[str]) -> str:
    """Signs without duplicates, in order, as many as the column holds."""
    joined = ""
    for sign in dict.fromkeys(filter(None, signs)):
        longer = f"{joined},{sign}" if joined else sign
        if len(longer) <= 200:
            joined = longer
    return joined
