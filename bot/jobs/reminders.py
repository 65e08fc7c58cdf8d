"""Reminders: counts and check-ins that are due, and those that nobody answered."""

from bot.context import Clock
from bot.jobs.isolation import for_each_clinic
from bot.services.reminders.checkins import count_unanswered_checkins, send_due_checkins
from bot.services.reminders.counts import send_due_reminders
from bot.services.reminders.greetings import send_due_greetings
from db.session import Sessions


async def ask_for_counts(sessions: Sessions, clock: Clock) -> None:
    await for_each_clinic(sessions, clock, send_due_reminders)


async def ask_checkins(sessions: Sessions, clock: Clock) -> None:
    await for_each_clinic(sessions, clock, send_due_checkins)


async def count_unanswered(sessions: Sessions, clock: Clock) -> None:
    """Count check-ins without an answer, then greet those who have been silent for long."""
    await for_each_clinic(sessions, clock, count_unanswered_checkins, send_due_greetings)
