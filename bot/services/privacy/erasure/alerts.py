"""Erases the words of closed alerts. An open alert is left alone until it is closed."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update

from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.questions import raise_unanswered_question
from bot.services.alerts.redaction import redact_alert
from bot.services.alerts.visibility import CARD
from db.enums import AlertStatus, OutboxStatus
from db.models import Alert, Outbox, SafetyQuestion, VoiceMessage
from db.session import UnitOfWork


async def erase_alert_words(
    session: UnitOfWork, about: ColumnElement[bool], *, now: datetime
) -> set[str]:
    """Returns the Telegram file ids of what was erased."""
    found = await session.scalars(
        select(Alert)
        .where(about)
        .order_by(Alert.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    files: set[str] = set()
    for alert in list(found):
        if alert.status != AlertStatus.RESOLVED:
            alert.erase_when_closed = True
            continue
        card_is_pending = await _card_is_pending(session, alert.id)
        files |= await redact_alert(session, alert, now=now)
        if card_is_pending:
            refresh_cards(session, alert, now=now)
    await session.flush()
    return files


async def erase_questions(
    session: UnitOfWork, about: ColumnElement[bool], *, now: datetime
) -> set[str]:
    """A question still waiting for an answer first becomes an alert, as if nobody had answered.

    Returns the Telegram file ids of what was erased.
    """
    found = await session.scalars(
        select(SafetyQuestion)
        .where(about)
        .order_by(SafetyQuestion.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    files: set[str] = set()
    for question in list(found):
        if question.next_at is not None:
            await raise_unanswered_question(session, question, now=now)
        of_question = VoiceMessage.question_id == question.id
        unheard = delete(VoiceMessage).where(of_question, VoiceMessage.alert_id.is_(None))
        files |= set(await session.scalars(unheard.returning(VoiceMessage.file_id)))
        await session.execute(update(VoiceMessage).where(of_question).values(question_id=None))
        await session.delete(question)
        await session.flush()
    return files


async def _card_is_pending(session: UnitOfWork, alert_id: int) -> bool:
    waits = exists().where(
        Outbox.alert_id == alert_id,
        Outbox.template == CARD,
        Outbox.status == OutboxStatus.PENDING,
    )
    return bool(await session.scalar(select(waits)))
