"""Who means to come: one tap, changed by another, never a name."""

from datetime import datetime

from bot.domain.meetings.calendar import FEWEST
from bot.services.audit import note
from db.enums import MeetingState
from db.models import Meeting, MeetingAnswer
from db.queries.meetings.attendance import answer_of, coming_to
from db.session import Unit


async def say_coming(
    session: Unit, meeting: Meeting, account_id: int, *, coming: bool, now: datetime
) -> bool:
    """The caller has locked the meeting. False: it is over, or was called off."""
    if meeting.state != MeetingState.PLANNED or meeting.starts_at <= now:
        return False
    answer = await answer_of(session, meeting.id, account_id)
    if answer is None:
        answer = MeetingAnswer(meeting_id=meeting.id, account_id=account_id)
        session.add(answer)
    answer.starts_at, answer.coming, answer.said_at = meeting.starts_at, coming, now
    await session.flush()
    about = ("meeting", meeting.id)
    note(session, "coming", about, actor=("account", account_id), detail=str(coming), now=now)
    return True


async def shown_coming(session: Unit, meeting: Meeting) -> int | None:
    """How many mean to come. None: fewer than five, which is told to nobody."""
    coming = await coming_to(session, meeting)
    return coming if coming >= FEWEST else None
