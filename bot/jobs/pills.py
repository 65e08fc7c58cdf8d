"""Reminders to count, when they are due."""

from bot.context import Clock
from bot.services.pills.reminding import remind_due
from db.session import Sessions, begin


async def remind(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        return await remind_due(session, now=clock())
