"""The end of a meeting, and what follows once nothing can be entered any more."""

from datetime import datetime, timedelta

from bot.domain.meetings.attendance import settled_from
from bot.services.audit import note
from bot.services.meetings.attendance import takes_entries
from bot.services.meetings.summary import Digest, tell
from bot.services.reminders.silence import want_greeting
from db.enums import MeetingState
from db.models import Meeting
from db.queries.meetings import attendance as rows
from db.session import Unit

UNTOLD_FOR = timedelta(days=1)
"""So long a leader may take to tell what was spoken of; then the group hears the little known."""
Actor = tuple[str, int | None]


async def close(session: Unit, meeting: Meeting, *, actor: Actor, now: datetime) -> bool:
    """Said twice it is closed once. False: nobody is marked as present, or it is too late."""
    if meeting.state == MeetingState.HELD:
        return True
    at = takes_entries(meeting, now)
    if at is None or await rows.came_to(session, meeting.id) == 0:
        return False
    meeting.state, meeting.closed_at = MeetingState.HELD, at
    meeting.announce = meeting.announce_by = None
    note(session, "meeting_held", ("meeting", meeting.id), actor=actor, now=now)
    return True


async def follow_up(session: Unit, *, now: datetime) -> int:
    """What nobody told is told; what nobody closed is closed; return how many were settled."""
    settled = 0
    for meeting in await rows.unsettled(session, now - UNTOLD_FOR):
        untold = meeting.state == MeetingState.HELD and meeting.digest_at is None
        if untold and meeting.closed_at is not None and meeting.closed_at < now - UNTOLD_FOR:
            await tell(session, meeting, Digest(), by=None, now=now)
        if settled_from(meeting.starts_at, meeting.closed_at) < now:
            await _settle(session, meeting, now=now)
            settled += 1
    return settled


async def _settle(session: Unit, meeting: Meeting, *, now: datetime) -> None:
    """Where nobody was marked as present nobody knows whether there was a meeting."""
    meeting.settled_at = now
    if meeting.state == MeetingState.PLANNED and await rows.came_to(session, meeting.id):
        meeting.state, meeting.closed_at = MeetingState.HELD, meeting.starts_at
        note(session, "meeting_held", ("meeting", meeting.id), now=now)
        await session.flush()
    if meeting.state == MeetingState.HELD:
        await tell(session, meeting, Digest(), by=None, now=now)
        for patient_id in await rows.missed_twice(session, meeting):
            await want_greeting(session, patient_id, now=now)
