"""Cries for help: while one is open nothing of it is touched; a closed one loses its words."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update

from bot.services.alerts import forget_words, tell_clinic
from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.visibility import CARD
from db.enums import AlertStatus, OutboxStatus
from db.models import Alert, Outbox, Question, Voice
from db.session import Unit


async def forget_alerts(session: Unit, about: ColumnElement[bool], *, now: datetime) -> set[str]:
    """Returns Telegram's ids of what is forgotten."""
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
            alert.forget_when_closed = True
            continue
        shown_anew = await _is_on_its_way(session, alert.id)
        files |= await forget_words(session, alert, now=now)
        if shown_anew:
            await refresh_cards(session, alert, now=now)
    await session.flush()
    return files


async def forget_questions(session: Unit, about: ColumnElement[bool], *, now: datetime) -> set[str]:
    """One that still waits becomes what silence would make of it: an alert.

    Returns Telegram's ids of what is forgotten.
    """
    found = await session.scalars(
        select(Question)
        .where(about)
        .order_by(Question.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    files: set[str] = set()
    for question in list(found):
        if question.next_at is not None:
            await tell_clinic(session, question, now=now)
        of_question = Voice.question_id == question.id
        unheard = delete(Voice).where(of_question, Voice.alert_id.is_(None))
        files |= set(await session.scalars(unheard.returning(Voice.file_id)))
        await session.execute(update(Voice).where(of_question).values(question_id=None))
        await session.delete(question)
        await session.flush()
    return files


async def _is_on_its_way(session: Unit, alert_id: int) -> bool:
    waits = exists().where(
        Outbox.alert_id == alert_id,
        Outbox.template == CARD,
        Outbox.status == OutboxStatus.PENDING,
    )
    return bool(await session.scalar(select(waits)))
