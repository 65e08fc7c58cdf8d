"""Starters: the conversation of the week in each group."""

from bot.context import Clock
from bot.services.starters import post_starters, preview_starters
from db.session import Sessions, begin


async def run_starters(sessions: Sessions, clock: Clock) -> int:
    """Show leaders what comes next, then post what is due."""
    async with begin(sessions) as session:
        await preview_starters(session, now=clock())
        return await post_starters(session, now=clock())
