"""The end of a meeting, and what follows once it takes no more entries."""

from datetime import datetime, timedelta

from bot.domain.meetings.attendance import entries_end
from bot.services.audit import Actor, record_action
from bot.services.meetings.attendance import entry_time_of
from bot.services.meetings.summary import MeetingSummary, post_summary
from bot.services.reminders.greetings import request_greeting
from db.enums import MeetingState
from db.models import Meeting
from db.queries.meetings.attendance import patients_absent_twice, present_count, unsettled_meetings
from db.session import UnitOfWork

SUMMARY_AWAITED_FOR = timedelta(days=1)
"""How long the leader may take for the summary. After that the group gets one without words."""


async def close_meeting(
    session: UnitOfWork, meeting: Meeting, *, actor: Actor, now: datetime
) -> bool:
    """Idempotent. Return False if nobody is marked as present, or if it is too late."""
    if meeting.state == MeetingState.HELD:
        return True
    at = entry_time_of(meeting, now)
    if at is None or await present_count(session, meeting.id) == 0:
        return False
    meeting.state, meeting.closed_at = MeetingState.HELD, at
    meeting.announce = meeting.announce_by = None
    record_action(session, "meeting_held", ("meeting", meeting.id), actor=actor, now=now)
    return True


async def follow_up_meetings(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Post missing summaries and close forgotten meetings; return how many were settled."""
    settled = 0
    for meeting in await unsettled_meetings(session, clinic_id, now - SUMMARY_AWAITED_FOR):
        without_summary = meeting.state == MeetingState.HELD and meeting.summary_at is None
        if (
            without_summary
            and meeting.closed_at is not None
            and meeting.closed_at < now - SUMMARY_AWAITED_FOR
        ):
            await post_summary(session, meeting, MeetingSummary(), by=None, now=now)
        if entries_end(meeting.starts_at, meeting.closed_at) < now:
            await _settle(session, meeting, now=now)
            settled += 1
    return settled


async def _settle(session: UnitOfWork, meeting: Meeting, *, now: datetime) -> None:
    """If nobody was marked as present, it is unknown whether the meeting took place."""
    meeting.settled_at = now
    if meeting.state == MeetingState.PLANNED and await present_count(session, meeting.id):
        meeting.state, meeting.closed_at = MeetingState.HELD, meeting.starts_at
        record_action(session, "meeting_held", ("meeting", meeting.id), now=now)
        await session.flush()
    if meeting.state == MeetingState.HELD:
        await post_summary(session, meeting, MeetingSummary(), by=None, now=now)
        for patient_id in await patients_absent_twice(session, meeting):
            await request_greeting(session, patient_id, now=now)
