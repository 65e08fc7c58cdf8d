"""The card that shows a voice or a photo to those who may help, and how it follows the call."""

from datetime import datetime

from bot.domain.schedule import after_quiet
from bot.services.adherence.course import Course
from bot.services.outbox import To, enqueue
from db.enums import CountHelpEnd, OutboxClass
from db.models import CountHelp
from db.queries.pill_counts import help_cards, leaders_beside
from db.session import Unit


async def show_to_leaders(session: Unit, call: CountHelp, course: Course, now: datetime) -> None:
    await session.flush_deferred()
    shown = {account for _, account in await help_cards(session, _prefix(call))}
    for leader in await leaders_beside(session, course.patient_id):
        if leader not in shown:
            show(session, call, course, leader, now)


def show(session: Unit, call: CountHelp, course: Course, account_id: int, now: datetime) -> None:
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(account_id),
        "pill_counts.card",
        _card(call, course),
        dedup_key=f"{_prefix(call)}{account_id}",
        not_before=now if call.media == "voice" else after_quiet(now),
        patient_id=course.patient_id,
        now=now,
    )


def _prefix(call: CountHelp) -> str:
    return f"count_help:{call.id}:"


def _card(call: CountHelp, course: Course) -> dict[str, object]:
    return {
        "id": call.id,
        "person": course.patient_name,
        "medicine": course.spoken_name,
        call.media: call.file_id,
    }


async def take_cards_away(session: Unit, call: CountHelp, now: datetime) -> None:
    """As far as Telegram lets: it deletes within 48 hours."""
    await session.flush_deferred()
    for row_id, account_id in await help_cards(session, _prefix(call)):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(account_id),
            "pill_counts.card",
            method="delete",
            target_outbox_id=row_id,
            now=now,
        )


async def show_end(
    session: Unit, call: CountHelp, course: Course, how: CountHelpEnd, by: str | None, now: datetime
) -> None:
    """On every card out there: who was faster, and that nothing is left to do."""
    await session.flush_deferred()
    for row_id, account_id in await help_cards(session, _prefix(call)):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(account_id),
            "pill_counts.card",
            {**_card(call, course), "end": how.value, "by": by},
            method="edit",
            target_outbox_id=row_id,
            now=now,
        )
