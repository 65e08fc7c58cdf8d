"""The group hears that a meeting is planned, moved or called off: once, by day, one message a day.

Where tomorrow would be too late it is said beyond the budget: nobody shall walk in vain.
"""

from datetime import datetime, timedelta

from bot.domain.meetings.calendar import MeetingNews
from bot.domain.schedule import is_quiet, local_day
from bot.services.meetings.view import shown
from bot.services.outbox import To, enqueue
from bot.services.slots import take_group_day
from db.enums import OutboxClass
from db.models import Group, Meeting
from db.queries.meetings.attendance import with_news
from db.queries.meetings.schedule import group_is_paused
from db.session import Unit

SOON = timedelta(days=1)


def is_news(meeting: Meeting, news: MeetingNews, *, by: datetime) -> None:
    """What the group has not heard at all yet it hears as it is at last."""
    unheard = meeting.announce == MeetingNews.PLANNED
    if unheard and news is MeetingNews.CALLED_OFF:
        meeting.announce = meeting.announce_by = None
        return
    meeting.announce = MeetingNews.PLANNED if unheard else news
    meeting.announce_by = by


async def announce(session: Unit, *, now: datetime) -> int:
    """Tell the groups what they have not heard yet; return of how many meetings."""
    if is_quiet(now):
        return 0
    return sum([await _tell(session, *found, now=now) for found in await with_news(session)])


async def _tell(session: Unit, meeting: Meeting, group: Group, *, now: datetime) -> bool:
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
        "meetings.news",
        {"news": news, "coming": None, **shown(meeting)},
        now=now,
    )
    return True
