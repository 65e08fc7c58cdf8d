"""The card that shows a voice or photo to a helper, and that changes when the request ends."""

from datetime import datetime

from bot.domain.quiet_hours import after_quiet
from bot.services.adherence.course import Course
from bot.services.outbox import To, enqueue
from bot.texts.pill_counts import assisted as texts
from bot.texts.sentences import Message
from db.enums import AssistedOutcome, OutboxClass
from db.models import AssistedCount
from db.queries.pill_counts import cards_with_helpers, leaders_of_patient
from db.session import UnitOfWork


async def show_card_to_leaders(
    session: UnitOfWork, request: AssistedCount, course: Course, now: datetime
) -> None:
    await session.flush_queued()
    shown = {account for _, account in await cards_with_helpers(session, _prefix(request))}
    for leader in await leaders_of_patient(session, course.patient_id):
        if leader not in shown:
            show_card(session, request, course, leader, now)


def show_card(
    session: UnitOfWork, request: AssistedCount, course: Course, account_id: int, now: datetime
) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(account_id),
        _card(request, course),
        # With the time, so that a leader whose card failed can be shown it anew.
        dedup_key=f"{_prefix(request)}{account_id}:{now.timestamp():.0f}",
        not_before=now if request.media == "voice" else after_quiet(now),
        patient_id=course.patient_id,
        now=now,
    )


def _prefix(request: AssistedCount) -> str:
    return f"assisted_count:{request.id}:"


def _card(
    request: AssistedCount,
    course: Course,
    *,
    end: AssistedOutcome | None = None,
    by: str | None = None,
) -> Message:
    return texts.assisted_card(
        id=request.id,
        person=course.patient_name,
        medicine=course.spoken_name,
        voice=request.file_id if request.media == "voice" else None,
        photo=request.file_id if request.media == "photo" else None,
        end=end,
        by=by,
    )


async def delete_cards(session: UnitOfWork, request: AssistedCount, now: datetime) -> None:
    """As far as Telegram allows: a bot can delete a message for 48 hours."""
    await session.flush_queued()
    for row_id, account_id in await cards_with_helpers(session, _prefix(request)):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(account_id),
            Message(texts.assisted_card.name),
            method="delete",
            target_outbox_id=row_id,
            now=now,
        )


async def show_outcome(
    session: UnitOfWork,
    request: AssistedCount,
    course: Course,
    outcome: AssistedOutcome,
    by: str | None,
    now: datetime,
) -> None:
    """Show on every card who ended the request, and that nothing is left to do."""
    await session.flush_queued()
    for row_id, account_id in await cards_with_helpers(session, _prefix(request)):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(account_id),
            _card(request, course, end=outcome, by=by),
            method="edit",
            target_outbox_id=row_id,
            now=now,
        )
