"""Announce planned, moved and cancelled meetings to the group: once, by day, one message a day.

News that would be too late tomorrow may exceed that limit: nobody should walk there in vain.
"""

from datetime import datetime, timedelta

from bot.domain.meetings.calendar import MeetingNews
from bot.domain.quiet_hours import is_quiet
from bot.domain.schedule import local_day
from bot.services.meetings.view import meeting_view
from bot.services.outbox import To, enqueue
from bot.services.slots import take_group_day
from bot.texts.meetings import rsvp as texts
from db.enums import OutboxClass
from db.models import Group, Meeting
from db.queries.meetings.attendance import meetings_with_news
from db.queries.meetings.schedule import group_is_paused
from db.session import UnitOfWork

SOON = timedelta(days=1)


def set_news(meeting: Meeting, news: MeetingNews, *, by: datetime) -> None:
    """Set what the group is to hear next.

    A meeting that was never announced stays "planned", or is dropped from the news if called off.
    """
    unheard = meeting.announce == MeetingNews.PLANNED
    if unheard and news is MeetingNews.CALLED_OFF:
        meeting.announce = meeting.announce_by = None
        return
    meeting.announce = MeetingNews.PLANNED if unheard else news
    meeting.announce_by = by


async def announce_meetings(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Post what groups have not heard yet; return the number of meetings."""
    if is_quiet(now):
        return 0
    news = await meetings_with_news(session, clinic_id)
    return sum([await _announce(session, *found, now=now) for found in news])


async def _announce(session: UnitOfWork, meeting: Meeting, group: Group, *, now: datetime) -> bool:
    assert meeting.announce is not None
    assert meeting.announce_by is not None
    news, by = MeetingNews(meeting.announce), meeting.announce_by
    if by <= now or group.chat_id is None:
        meeting.announce = meeting.announce_by = None
        return False
    if news is MeetingNews.PLANNED and await group_is_paused(session, group.id, local_day(now)):
        return False
    free = await take_group_day(session, group.id, now, now=now)
    if not free and local_day(by) > local_day(now) + SOON:
        return False
    meeting.announce = meeting.announce_by = None
    enqueue(
        session,
        OutboxClass.REMINDER if free else OutboxClass.REPLY,
        To.group(group.id),
        texts.announcement(news=news, meeting=meeting_view(meeting)),
        now=now,
    )
    return True
