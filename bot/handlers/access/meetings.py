"""Rules for meetings: whoever manages the group may plan, fill and summarise its meetings."""

from dataclasses import dataclass
from typing import Protocol

from bot.context import Turn
from bot.handlers.access.groups import NamesGroup, managed_group_or_none
from bot.handlers.access.rules import Refused
from bot.texts.meetings.attendance import attendance_not_yours
from bot.texts.meetings.planning import not_yours
from bot.texts.sentences import Message
from db.models import Group, Meeting
from db.queries.meetings.schedule import locked_meeting


@dataclass(frozen=True, slots=True)
class MeetingOfGroup:
    meeting: Meeting
    group: Group


class NamesMeeting(Protocol):
    @property
    def meeting(self) -> int: ...


async def meeting_to_plan(turn: Turn, named: NamesMeeting) -> MeetingOfGroup | Refused:
    """A leader of the group, or staff of its clinic."""
    return await _managed_meeting(turn, named, not_yours())


async def meeting_to_fill(turn: Turn, named: NamesMeeting) -> MeetingOfGroup | Refused:
    """A leader of the group, or staff of its clinic."""
    return await _managed_meeting(turn, named, attendance_not_yours())


async def group_to_meet(turn: Turn, named: NamesGroup) -> Group | Refused:
    """A leader of the group, or staff of its clinic."""
    found = await managed_group_or_none(turn, named.group)
    return found or Refused(attendance_not_yours(), ("group", named.group))


async def _managed_meeting(
    turn: Turn, named: NamesMeeting, answer: Message
) -> MeetingOfGroup | Refused:
    """The meeting, locked."""
    meeting = await locked_meeting(turn.session, named.meeting)
    group = await managed_group_or_none(turn, meeting.group_id) if meeting else None
    if meeting is None or group is None:
        return Refused(answer, ("meeting", named.meeting))
    return MeetingOfGroup(meeting, group)


class NamesMeetingOfGroup(Protocol):
    @property
    def meeting(self) -> int | None: ...
    @property
    def group(self) -> int: ...


async def meeting_of_plan(turn: Turn, named: NamesMeetingOfGroup) -> Meeting | None:
    """The meeting that is moved, locked; None to plan one. The group was checked before."""
    if named.meeting is None:
        return None
    meeting = await locked_meeting(turn.session, named.meeting)
    return meeting if meeting is not None and meeting.group_id == named.group else None
