"""Leaders: the end of their rests, and their weekly screen."""

from bot.context import Clock
from bot.services.leaders import end_past_rests, post_weekly_screens
from db.session import Sessions, begin


async def run_weekly_screen(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        await end_past_rests(session, now=clock())
        return await post_weekly_screens(session, now=clock())
