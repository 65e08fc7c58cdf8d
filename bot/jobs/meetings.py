"""Meetings: planned by rule, announced, prepared and followed up."""

from bot.context import Clock
from bot.jobs.isolation import for_each_clinic
from bot.services.meetings.announcements import announce_meetings
from bot.services.meetings.close import follow_up_meetings
from bot.services.meetings.planning import plan_meetings_by_rule
from bot.services.meetings.preparation import prepare_meetings
from db.session import Sessions


async def run_meeting_schedule(sessions: Sessions, clock: Clock) -> None:
    """Planning is first, because the next steps may already be due for a new meeting."""
    steps = (plan_meetings_by_rule, follow_up_meetings, announce_meetings, prepare_meetings)
    await for_each_clinic(sessions, clock, *steps)
