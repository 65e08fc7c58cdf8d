"""Questions in doubt: asked in private, asked again once, then a human is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.services.alerts.actions import clear_source
from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.raising import (
    Raised,
    dedup_key,
    evidence_line,
    raise_alert,
    words_of,
)
from bot.services.alerts.record import UNANSWERED
from bot.services.outbox import To, enqueue
from db.enums import AlertKind, OutboxClass, Severity
from db.models import Alert, Question, Voice
from db.queries.alerts.questions import due_question, open_question
from db.queries.alerts.state import open_alert
from db.queries.clinics import clinic_by_id
from db.session import Unit

AGAIN_AFTER = timedelta(minutes=5)
ASKED_AT_MOST = 2
TEMPLATES = {
    AlertKind.DANGER_SIGN: "alerts.ask_now",
    AlertKind.HELP: "alerts.ask_help",
    AlertKind.UNREAD: "alerts.ask_urgent",
}
NOT_NOW = "[says: not now]"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a question is about, and where it came up."""

    clinic_id: int
    account_id: int
    patient_id: int | None
    group_id: int | None = None
    said_in_group: bool = False


async def ask(
    session: Unit,
    asked: Asked,
    kind: AlertKind,
    evidence: str,
    signs: Sequence[str] = (),
    *,
    said_at: datetime | None = None,
    edited: bool = False,
    now: datetime,
) -> None:
    """Ask now. A question of this kind that is open keeps its clock: doubt does not buy time."""
    line = evidence_line(evidence, said_at or now, edited=edited, now=now)
    question = await open_question(session, asked.account_id, kind)
    if question is None:
        question = Question(
            account_id=asked.account_id,
            clinic_id=asked.clinic_id,
            group_id=asked.group_id,
            patient_id=asked.patient_id,
            kind=kind,
            evidence=line,
            signs=",".join(signs)[:200],
            said_in_group=asked.said_in_group,
            asked=1,
            asked_at=now,
            next_at=now + AGAIN_AFTER,
        )
        if await _inserted(session, question):
            return await _say(session, question, now)
        question = await open_question(session, asked.account_id, kind)
        assert question is not None
    if edited and " ".join(evidence.split()) in question.evidence:
        return None
    question.evidence += f"\n{line}"
    return await _say(session, question, now)


async def settle(
    session: Unit,
    asked: Asked,
    kind: AlertKind,
    answer: str,
    severity: Severity | None,
    *,
    raises: AlertKind | None = None,
    now: datetime,
) -> Raised | None:
    """The person answered: raise at this severity, or let it rest where it is None.

    A yes to a question that nobody waits for any more is a yes all the same.
    """
    question = await open_question(session, asked.account_id, kind)
    evidence, signs, said_at = f"[{answer}]", "", now
    if question is not None:
        evidence, signs = f"{_said(question)} [{answer}]", question.signs
        said_at = question.asked_at
        asked = _about(question)
        question.next_at, question.answer = None, answer
    if severity is None:
        await _not_now(session, asked, kind, now)
        return None
    raised = await raise_alert(
        session,
        **_fields(asked),
        kind=raises or kind,
        severity=severity,
        evidence=evidence,
        signs=signs.split(","),
        said_at=said_at,
        now=now,
    )
    if question is not None:
        await _give_voices(session, question, raised.alert, now)
    return raised


async def not_urgent(session: Unit, asked: Asked, *, now: datetime) -> Raised | None:
    """Of a voice. In private the clinic listens all the same; in a group others have heard it."""
    question = await open_question(session, asked.account_id, AlertKind.UNREAD)
    if question is None:
        return None
    severity = None if question.said_in_group else Severity.SAME_DAY
    return await settle(session, asked, AlertKind.UNREAD, "not urgent", severity, now=now)


async def ask_again_due(session: Unit, *, now: datetime, tried: set[int]) -> bool:
    """Ask once more, or tell the clinic, for one question that is due; False when there is none."""
    question = await due_question(session, now, tried)
    if question is None:
        return False
    tried.add(question.id)
    if question.asked < ASKED_AT_MOST:
        question.asked += 1
        question.next_at = now + AGAIN_AFTER
        await _say(session, question, now)
        return True
    await tell_clinic(session, question, now=now)
    return True


async def tell_clinic(session: Unit, question: Question, *, now: datetime) -> None:
    """Nobody answers it any more: silence is not a no."""
    question.next_at, question.answer = None, "none"
    raised = await raise_alert(
        session,
        **_fields(_about(question)),
        kind=AlertKind(question.kind),
        severity=_unanswered(question),
        evidence=f"{_said(question)} {UNANSWERED}",
        signs=question.signs.split(","),
        said_at=question.asked_at,
        via="clock",
        now=now,
    )
    await _give_voices(session, question, raised.alert, now)


def _said(question: Question) -> str:
    """All that was said while it was open; the alert's own line tells when."""
    return " · ".join(words_of(question.evidence))


def _unanswered(question: Question) -> Severity:
    """A voice in a group has been heard by people, and a leader knows of it."""
    in_group = question.kind == AlertKind.UNREAD and question.said_in_group
    return Severity.ROUTINE if in_group else Severity.SAME_DAY


async def _give_voices(session: Unit, question: Question, alert: Alert, now: datetime) -> None:
    """What was spoken is heard from the card of the alert that came of it."""
    given = await session.execute(
        update(Voice)
        .where(Voice.question_id == question.id)
        .values(alert_id=alert.id)
        .returning(Voice.id)
    )
    if given.all():
        await refresh_cards(session, alert, now=now)


async def _say(session: Unit, question: Question, now: datetime) -> None:
    clinic = await clinic_by_id(session, question.clinic_id)
    enqueue(
        session,
        OutboxClass.EMERGENCY,
        To.account(question.account_id),
        TEMPLATES[AlertKind(question.kind)],
        {"signs": question.signs.split(","), "ambulance": clinic.ambulance, "phone": clinic.phone},
        now=now,
    )


async def _not_now(session: Unit, asked: Asked, kind: AlertKind, now: datetime) -> None:
    """Where the clinic knows already, it learns that the person says no; it still calls."""
    key = dedup_key(kind, asked.patient_id, asked.account_id, asked.group_id)
    alert = await open_alert(session, key)
    if alert is not None:
        alert.evidence += f"\n{evidence_line(NOT_NOW, now, edited=False, now=now)}"
        await clear_source(session, alert, NOT_NOW, now=now)


async def _inserted(session: Unit, question: Question) -> bool:
    try:
        async with session.begin_nested():
            session.add(question)
            await session.flush()
    except IntegrityError:
        return False
    return True


def _about(question: Question) -> Asked:
    return Asked(
        clinic_id=question.clinic_id,
        account_id=question.account_id,
        patient_id=question.patient_id,
        group_id=question.group_id,
        said_in_group=question.said_in_group,
    )


def _fields(asked: Asked) -> dict[str, Any]:
    return {
        "clinic_id": asked.clinic_id,
        "account_id": asked.account_id,
        "patient_id": asked.patient_id,
        "group_id": asked.group_id,
        "said_in_group": asked.said_in_group,
    }
