"""Needs: promises whose day is over."""

from bot.context import Clock
from bot.jobs.isolation import for_each_clinic
from bot.services.needs.forward import ask_about_promises
from db.session import Sessions


async def follow_up_promises(sessions: Sessions, clock: Clock) -> None:
    await for_each_clinic(sessions, clock, ask_about_promises)
