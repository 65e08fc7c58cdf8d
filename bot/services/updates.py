"""Dead letters: updates that could not be processed. They block nobody, and the clinic is told."""

from datetime import datetime

from bot.services.alerts.unreadable import raise_unreadable_message
from db.models import DeadLetter, UpdateSeen
from db.session import UnitOfWork

LARGEST_ID = 2**63 - 1
"""Of a column. Telegram's own ids have 52 bits."""


async def store_dead_letter(
    session: UnitOfWork,
    update_id: int,
    telegram_user_id: int | None,
    error: str,
    *,
    text: str,
    now: datetime,
) -> None:
    """If a person sent the update, the clinic is told: it may have been a cry for help."""
    await store_dead_letter_only(session, update_id, telegram_user_id, error, now=now)
    if telegram_user_id is not None:
        await raise_unreadable_message(session, telegram_user_id, now, text=text)


async def store_dead_letter_only(
    session: UnitOfWork, update_id: int, telegram_user_id: int | None, error: str, *, now: datetime
) -> None:
    """For a dead letter of which the clinic cannot be told: the health page tells the operator."""
    if telegram_user_id is not None and not 0 < telegram_user_id <= LARGEST_ID:
        telegram_user_id = None
    session.add(UpdateSeen(update_id=update_id, seen_at=now))
    session.add(
        DeadLetter(
            update_id=update_id, telegram_user_id=telegram_user_id, error=error[:200], failed_at=now
        )
    )
    await session.flush()
