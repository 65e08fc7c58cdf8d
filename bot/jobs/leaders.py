"""Leaders: the end of their rests, and their weekly screen."""

from bot.context import Clock
from bot.jobs.isolation import for_each_clinic
from bot.services.leaders import end_past_rests, post_weekly_screens
from db.session import Sessions


async def run_weekly_screen(sessions: Sessions, clock: Clock) -> None:
    await for_each_clinic(sessions, clock, end_past_rests, post_weekly_screens)
