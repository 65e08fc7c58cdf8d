"""Updates that nobody could process: set aside, so that they block nobody, and told to a human."""

from datetime import datetime

from bot.services.alerts import raise_unread
from db.models import UpdateDead, UpdateSeen
from db.session import Unit


async def set_aside(
    session: Unit, update_id: int, telegram_user_id: int | None, error: str, *, now: datetime
) -> None:
    """The clinic is told when the update came from a person, for it may have been a cry."""
    session.add(UpdateSeen(update_id=update_id, seen_at=now))
    session.add(
        UpdateDead(
            update_id=update_id, telegram_user_id=telegram_user_id, error=error[:200], died_at=now
        )
    )
    await session.flush()
    if telegram_user_id is not None:
        await raise_unread(session, telegram_user_id, now)
