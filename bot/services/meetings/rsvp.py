"""RSVPs. The last answer of each member holds; the group only sees a number."""

from datetime import datetime

from bot.domain.meetings.calendar import FEWEST_TOLD
from bot.services.audit import record_action
from db.enums import MeetingState
from db.models import Meeting, Rsvp
from db.queries.meetings.attendance import attending_count, rsvp_of
from db.session import UnitOfWork


async def save_rsvp(
    session: UnitOfWork, meeting: Meeting, account_id: int, *, attending: bool, now: datetime
) -> bool:
    """The caller has locked the meeting. Return False if it is over or was called off."""
    if meeting.state != MeetingState.PLANNED or meeting.starts_at <= now:
        return False
    rsvp = await rsvp_of(session, meeting.id, account_id)
    if rsvp is None:
        rsvp = Rsvp(meeting_id=meeting.id, account_id=account_id)
        session.add(rsvp)
    rsvp.starts_at, rsvp.attending, rsvp.answered_at = meeting.starts_at, attending, now
    await session.flush()
    about = ("meeting", meeting.id)
    record_action(
        session, "rsvp", about, actor=("account", account_id), detail=str(attending), now=now
    )
    return True


async def attending_count_to_tell(session: UnitOfWork, meeting: Meeting) -> int | None:
    """How many members are going to attend. None if fewer than five: that is told to nobody."""
    attending = await attending_count(session, meeting)
    return attending if attending >= FEWEST_TOLD else None
