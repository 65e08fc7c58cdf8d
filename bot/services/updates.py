"""Dead letters: updates that could not be processed. They block nobody, and the clinic is told."""

from datetime import datetime

from bot.services.alerts.raising import raise_unreadable_message
from db.models import DeadLetter, UpdateSeen
from db.session import UnitOfWork


async def store_dead_letter(
    session: UnitOfWork, update_id: int, telegram_user_id: int | None, error: str, *, now: datetime
) -> None:
    """If a person sent the update, the clinic is told: it may have been a cry for help."""
    session.add(UpdateSeen(update_id=update_id, seen_at=now))
    session.add(
        DeadLetter(
            update_id=update_id, telegram_user_id=telegram_user_id, error=error[:200], failed_at=now
        )
    )
    await session.flush()
    if telegram_user_id is not None:
        await raise_unreadable_message(session, telegram_user_id, now)
