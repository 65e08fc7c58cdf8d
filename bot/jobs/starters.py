"""Starters: the conversation of the week in each group."""

from bot.context import Clock
from bot.jobs.isolation import for_each_clinic
from bot.services.starters import post_starters, preview_starters
from db.session import Sessions


async def run_starters(sessions: Sessions, clock: Clock) -> None:
    """Show leaders what comes next, then post what is due."""
    await for_each_clinic(sessions, clock, preview_starters, post_starters)
