"""Needs: promises whose day is over."""

from bot.context import Clock
from bot.services.needs.forward import ask_about_promises
from db.session import Sessions, begin


async def follow_up_promises(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        return await ask_about_promises(session, now=clock())
