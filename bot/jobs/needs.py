"""What was promised to a group until a day that is over."""

from bot.context import Clock
from bot.services.needs import remind_of_promises
from db.session import Sessions, begin


async def ask_after_promises(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        return await remind_of_promises(session, now=clock())
