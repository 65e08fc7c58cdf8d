"""Meetings: planned by rule, announced, prepared and followed up."""

from bot.context import Clock
from bot.services.meetings.announcements import announce_meetings
from bot.services.meetings.close import follow_up_meetings
from bot.services.meetings.planning import plan_meetings_by_rule
from bot.services.meetings.preparation import prepare_meetings
from db.session import Sessions, begin


async def run_meeting_schedule(sessions: Sessions, clock: Clock) -> int:
    """Planning is first, because the next steps may already be due for a new meeting."""
    async with begin(sessions) as session:
        await plan_meetings_by_rule(session, now=clock())
        await follow_up_meetings(session, now=clock())
        await announce_meetings(session, now=clock())
        return await prepare_meetings(session, now=clock())
