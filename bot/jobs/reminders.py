"""Reminders: counts and check-ins that are due, and those that nobody answered."""

from bot.context import Clock
from bot.services.reminders.checkins import count_unanswered_checkins, send_due_checkins
from bot.services.reminders.counts import send_due_reminders
from bot.services.reminders.greetings import send_due_greetings
from db.session import Sessions, begin


async def ask_for_counts(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        return await send_due_reminders(session, now=clock())


async def ask_checkins(sessions: Sessions, clock: Clock) -> int:
    async with begin(sessions) as session:
        return await send_due_checkins(session, now=clock())


async def count_unanswered(sessions: Sessions, clock: Clock) -> int:
    """Count check-ins without an answer, then greet those who have been silent for long."""
    async with begin(sessions) as session:
        await count_unanswered_checkins(session, now=clock())
        return await send_due_greetings(session, now=clock())
