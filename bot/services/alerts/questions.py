"""Safety questions: asked in private when words may mean danger, repeated once, then an alert."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.services.alerts.actions import record_source_cleared
from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.raising import (
    RaisedAlert,
    dedup_key,
    evidence_line,
    raise_alert,
    words_of_evidence,
)
from bot.services.alerts.record import UNANSWERED
from bot.services.outbox import To, enqueue
from bot.texts.alerts import questions as texts
from bot.texts.sentences import Message
from db.enums import AlertKind, OutboxClass, Severity
from db.models import Alert, SafetyQuestion, VoiceMessage
from db.queries.alerts.lookup import open_alert
from db.queries.alerts.questions import due_question, open_question
from db.queries.clinics import clinic_by_id
from db.session import UnitOfWork

ASK_AGAIN_AFTER = timedelta(minutes=5)
ASKED_AT_MOST = 2
DENIED = "[says: not now]"


@dataclass(frozen=True, slots=True)
class QuestionSubject:
    """The person whom a question is about, and the group in which it came up."""

    clinic_id: int
    account_id: int
    patient_id: int | None
    group_id: int | None = None
    said_in_group: bool = False


async def ask_safety_question(
    session: UnitOfWork,
    subject: QuestionSubject,
    kind: AlertKind,
    evidence: str,
    signs: Sequence[str] = (),
    *,
    said_at: datetime | None = None,
    edited: bool = False,
    now: datetime,
) -> None:
    """Ask now. An open question of this kind keeps its deadline, so that doubt never buys time."""
    line = evidence_line(evidence, said_at or now, edited=edited, now=now)
    question = await open_question(session, subject.account_id, kind)
    if question is None:
        question = SafetyQuestion(
            account_id=subject.account_id,
            clinic_id=subject.clinic_id,
            group_id=subject.group_id,
            patient_id=subject.patient_id,
            kind=kind,
            evidence=line,
            signs=",".join(signs)[:200],
            said_in_group=subject.said_in_group,
            times_asked=1,
            asked_at=now,
            next_at=now + ASK_AGAIN_AFTER,
        )
        if await _inserted(session, question):
            return await _send(session, question, now)
        question = await open_question(session, subject.account_id, kind)
        assert question is not None
    if edited and " ".join(evidence.split()) in question.evidence:
        return None
    question.evidence += f"\n{line}"
    return await _send(session, question, now)


def safety_question(kind: AlertKind, signs: Sequence[str], ambulance: str) -> Message:
    match kind:
        case AlertKind.HELP:
            return texts.ask_help()
        case AlertKind.UNREAD:
            return texts.ask_urgent()
    return texts.ask_danger_now(signs=signs, ambulance=ambulance)


async def settle_safety_question(
    session: UnitOfWork,
    subject: QuestionSubject,
    kind: AlertKind,
    answer: str,
    severity: Severity | None,
    *,
    raises: AlertKind | None = None,
    now: datetime,
) -> RaisedAlert | None:
    """Take the answer: raise an alert at this severity, or none if it is None.

    A yes counts even if the question is no longer open.
    """
    question = await open_question(session, subject.account_id, kind)
    evidence, signs, said_at = f"[{answer}]", "", now
    if question is not None:
        evidence, signs = f"{_words_said(question)} [{answer}]", question.signs
        said_at = question.asked_at
        subject = _subject_of(question)
        question.next_at, question.answer = None, answer
    if severity is None:
        await _record_denial(session, subject, kind, now)
        return None
    raised = await raise_alert(
        session,
        **_alert_fields(subject),
        kind=raises or kind,
        severity=severity,
        evidence=evidence,
        signs=signs.split(","),
        said_at=said_at,
        now=now,
    )
    if question is not None:
        await _attach_voice_messages(session, question, raised.alert, now)
    return raised


async def settle_as_not_urgent(
    session: UnitOfWork, subject: QuestionSubject, *, now: datetime
) -> RaisedAlert | None:
    """Settle a voice message as not urgent.

    One sent in private still raises an alert, as nobody else has heard it.
    """
    question = await open_question(session, subject.account_id, AlertKind.UNREAD)
    if question is None:
        return None
    severity = None if question.said_in_group else Severity.SAME_DAY
    return await settle_safety_question(
        session, subject, AlertKind.UNREAD, "not urgent", severity, now=now
    )


async def follow_up_due_question(session: UnitOfWork, *, now: datetime, tried: set[int]) -> bool:
    """Ask one due question again, or raise an alert for it; False if none is due."""
    question = await due_question(session, now, tried)
    if question is None:
        return False
    tried.add(question.id)
    if question.times_asked < ASKED_AT_MOST:
        question.times_asked += 1
        question.next_at = now + ASK_AGAIN_AFTER
        await _send(session, question, now)
        return True
    await raise_unanswered_question(session, question, now=now)
    return True


async def raise_unanswered_question(
    session: UnitOfWork, question: SafetyQuestion, *, now: datetime
) -> None:
    """Raise an alert for a question without an answer: silence is not a no."""
    question.next_at, question.answer = None, "none"
    raised = await raise_alert(
        session,
        **_alert_fields(_subject_of(question)),
        kind=AlertKind(question.kind),
        severity=_severity_unanswered(question),
        evidence=f"{_words_said(question)} {UNANSWERED}",
        signs=question.signs.split(","),
        said_at=question.asked_at,
        via="clock",
        now=now,
    )
    await _attach_voice_messages(session, question, raised.alert, now)


def _words_said(question: SafetyQuestion) -> str:
    """All words that were said while it was open, without their times."""
    return " · ".join(words_of_evidence(question.evidence))


def _severity_unanswered(question: SafetyQuestion) -> Severity:
    """The severity if nobody answers; lower for a voice message in a group, which others heard."""
    in_group = question.kind == AlertKind.UNREAD and question.said_in_group
    return Severity.ROUTINE if in_group else Severity.SAME_DAY


async def _attach_voice_messages(
    session: UnitOfWork, question: SafetyQuestion, alert: Alert, now: datetime
) -> None:
    """Attach the voice messages of a question to its alert, so that staff can play them."""
    given = await session.execute(
        update(VoiceMessage)
        .where(VoiceMessage.question_id == question.id)
        .values(alert_id=alert.id)
        .returning(VoiceMessage.id)
    )
    if given.all():
        refresh_cards(session, alert, now=now)


async def _send(session: UnitOfWork, question: SafetyQuestion, now: datetime) -> None:
    clinic = await clinic_by_id(session, question.clinic_id)
    enqueue(
        session,
        OutboxClass.EMERGENCY,
        To.account(question.account_id),
        safety_question(AlertKind(question.kind), question.signs.split(","), clinic.ambulance),
        now=now,
    )


async def _record_denial(
    session: UnitOfWork, subject: QuestionSubject, kind: AlertKind, now: datetime
) -> None:
    """If an alert is open already, note there that the person says no; staff still call."""
    key = dedup_key(kind, subject.patient_id, subject.account_id, subject.group_id)
    alert = await open_alert(session, key)
    if alert is not None:
        alert.evidence += f"\n{evidence_line(DENIED, now, edited=False, now=now)}"
        await record_source_cleared(session, alert, DENIED, now=now)


async def _inserted(session: UnitOfWork, question: SafetyQuestion) -> bool:
    try:
        async with session.begin_nested():
            session.add(question)
            await session.flush()
    except IntegrityError:
        return False
    return True


def _subject_of(question: SafetyQuestion) -> QuestionSubject:
    return QuestionSubject(
        clinic_id=question.clinic_id,
        account_id=question.account_id,
        patient_id=question.patient_id,
        group_id=question.group_id,
        said_in_group=question.said_in_group,
    )


def _alert_fields(subject: QuestionSubject) -> dict[str, Any]:
    return {
        "clinic_id": subject.clinic_id,
        "account_id": subject.account_id,
        "patient_id": subject.patient_id,
        "group_id": subject.group_id,
        "said_in_group": subject.said_in_group,
    }
