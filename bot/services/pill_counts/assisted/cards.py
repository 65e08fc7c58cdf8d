"""The card that shows a voice or photo to a helper, and that changes when the request ends."""

from datetime import datetime

from bot.domain.quiet_hours import after_quiet
from bot.services.adherence.course import Course
from bot.services.outbox import To, enqueue
from bot.texts.pill_counts import assisted as texts
from bot.texts.sentences import Message
from db.enums import AssistedOutcome, OutboxClass
from db.models import AssistedCount
from db.queries.groups import group_of_person
from db.queries.pill_counts import cards_with_helpers, leaders_of_patient
from db.session import UnitOfWork


async def show_card_to_leaders(
    session: UnitOfWork, request: AssistedCount, course: Course, now: datetime
) -> None:
    await session.flush_queued()
    shown = {card.dest_id for card in await cards_with_helpers(session, _prefix(request))}
    group_id = await group_of_person(session, course.patient_id, None)
    for leader in await leaders_of_patient(session, course.patient_id):
        if group_id is not None and leader not in shown:
            show_card(session, request, course, To.leader(leader, group_id), now)


def show_card(
    session: UnitOfWork, request: AssistedCount, course: Course, to: To, now: datetime
) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        to,
        _card(request, course),
        # With the time, so that a leader whose card failed can be shown it anew.
        dedup_key=f"{_prefix(request)}{to.id}:{now.timestamp():.0f}",
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
    for card in await cards_with_helpers(session, _prefix(request)):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.again(card),
            Message(texts.assisted_card.name),
            method="delete",
            target_outbox_id=card.id,
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
    for card in await cards_with_helpers(session, _prefix(request)):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.again(card),
            _card(request, course, end=outcome, by=by),
            method="edit",
            target_outbox_id=card.id,
            now=now,
        )
