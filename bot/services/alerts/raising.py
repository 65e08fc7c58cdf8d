"""Raising an alert: one open alert for each kind of trouble of each person, paged at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from bot.domain.alerts import Change, Happened, raised, recurred
from bot.domain.schedule import local_day, local_time
from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.escalation import advance
from bot.services.alerts.escalation_policy import ladder_of
from bot.services.alerts.people import account_for, clinic_for
from bot.services.alerts.record import EDITED, LATE, put_state, record, state_of
from bot.services.outbox import To, enqueue
from db.enums import AlertKind, OutboxClass, Severity
from db.models import Alert
from db.queries.alerts.state import group_of_person, last_alert_id, open_alert
from db.session import Unit

_WHEN = re.compile(rf"^\d\d\.\d\d\. \d\d:\d\d (?:{re.escape(LATE)} )?(?:{re.escape(EDITED)} )?")
LATE_AFTER = timedelta(hours=12)
"""Telegram keeps what was written while the bot was away; older words still alert, marked."""


@dataclass(frozen=True, slots=True)
class Raised:
    alert: Alert
    news: bool
    """Somebody was paged, or is going to be, because of this; False: it was known already."""
    changed: bool = True
    """False: an edit that says nothing that was not said before."""


async def raise_alert(
    session: Unit,
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
) -> Raised:
    """Raise it, or add to the one that is open. A graver recurrence alarms again."""
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
            evidence=line,
            signs=_joined(signs),
            said_in_group=said_in_group,
            raised_at=now,
            previous_id=await last_alert_id(session, key),
        )
        ladder, _roles = await ladder_of(session, alert, severity)
        if await _inserted(session, alert, change := raised(severity, now, ladder)):
            await record(session, alert, change, via=via, now=now)
            await advance(session, alert, now=now)
            return Raised(alert, True)
        alert = await open_alert(session, key)
        assert alert is not None
    known = " ".join(evidence.split()) in alert.evidence
    if edited and known and severity.rank <= Severity(alert.severity).rank:
        return Raised(alert, news=False, changed=False)
    return await _again(session, alert, severity, line, signs, said_in_group, via, now)


async def raise_by_rule(
    session: Unit,
    kind: AlertKind,
    *,
    clinic_id: int,
    patient_id: int,
    account_id: int | None = None,
    severity: Severity,
    evidence: str,
    now: datetime,
) -> None:
    """`evidence` names the medicine and the doses. Only the clinic hears of it."""
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


async def raise_unread(session: Unit, telegram_user_id: int, now: datetime) -> None:
    """Nobody could read what this person sent: the clinic asks them, and they are told so."""
    account = await account_for(session, telegram_user_id, now=now)
    clinic = await clinic_for(session, account.id, account.patient_id)
    if clinic is not None:
        await raise_alert(
            session,
            clinic_id=clinic.id,
            patient_id=account.patient_id,
            account_id=account.id,
            group_id=None,
            kind=AlertKind.UNREAD,
            severity=Severity.SAME_DAY,
            evidence="[a message that could not be read]",
            via="rule",
            now=now,
        )
    enqueue(session, OutboxClass.REPLY, To.account(account.id), "menu.sorry", now=now)


def dedup_key(
    kind: AlertKind, patient_id: int | None, account_id: int | None, group_id: int | None
) -> str:
    """The patient where known, else the phone, else the chat of somebody who hides their name."""
    if patient_id is not None:
        return f"{kind}:p{patient_id}"
    return f"{kind}:a{account_id}" if account_id is not None else f"{kind}:g{group_id}"


def evidence_line(words: str, said_at: datetime, *, edited: bool, now: datetime) -> str:
    """What was said, in the person's own words, with the wall clock of when they said it."""
    marks = [f"{local_day(said_at):%d.%m.} {local_time(said_at):%H:%M}"]
    marks += [LATE] * (now - said_at > LATE_AFTER) + [EDITED] * edited
    return " ".join((*marks, *words.split()))


def words_of(evidence: str) -> tuple[str, ...]:
    """What was said, without when, one for each line of the evidence."""
    return tuple(_WHEN.sub("", line) for line in evidence.splitlines())


async def _inserted(session: Unit, alert: Alert, change: Change) -> bool:
    """False: another process was quicker."""
    put_state(alert, change.state)
    try:
        async with session.begin_nested():
            session.add(alert)
            await session.flush()
    except IntegrityError:
        return False
    return True


async def _again(
    session: Unit,
    alert: Alert,
    severity: Severity,
    line: str,
    signs: Sequence[str],
    said_in_group: bool,
    via: str,
    now: datetime,
) -> Raised:
    alert.evidence += f"\n{line}"
    alert.signs = _joined((*alert.signs.split(","), *signs))
    gravest = max(severity, Severity(alert.severity), key=lambda one: one.rank)
    ladder, _roles = await ladder_of(session, alert, gravest)
    change = recurred(state_of(alert), severity, now, ladder)
    assert isinstance(change, Change)
    alert.said_in_group = alert.said_in_group or said_in_group
    await record(session, alert, change, via=via, now=now)
    await refresh_cards(session, alert, now=now)
    await advance(session, alert, now=now)
    return Raised(alert, change.event is not Happened.RECURRED)


def _joined(signs: Sequence[str]) -> str:
    """Each once, in order, as many as the column holds."""
    joined = ""
    for sign in dict.fromkeys(filter(None, signs)):
        longer = f"{joined},{sign}" if joined else sign
        if len(longer) <= 200:
            joined = longer
    return joined
