"""A meeting as the messages about it show it."""

from bot.texts.meetings.planning import MeetingView
from db.models import Meeting


def meeting_view(meeting: Meeting) -> MeetingView:
    return MeetingView(meeting.id, meeting.starts_at, meeting.place)
