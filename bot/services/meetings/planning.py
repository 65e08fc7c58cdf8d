"""When and where a group meets next: said by a leader or the clinic, or by a monthly rule."""

from datetime import datetime, time

from bot.domain.meetings.calendar import MeetingNews, next_by_rule
from bot.domain.schedule import instant, local_day, local_time
from bot.services.audit import note
from bot.services.meetings.announcements import is_news
from bot.services.slots import take_slot
from db.enums import MeetingState
from db.models import Group, Meeting
from db.queries.meetings.schedule import groups_without_a_meeting, last_rule_day, next_meeting
from db.session import Unit

Actor = tuple[str, int | None]
USUAL = time(11)
"""Where a rule was made before any meeting said at what time."""


async def plan(
    session: Unit,
    group: Group,
    starts_at: datetime,
    place: str | None,
    *,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """The group's next meeting. One planned for the same moment is that one."""
    known = await next_meeting(session, group.id, now)
    if known is not None and known.starts_at == starts_at:
        await move(session, known, starts_at, place, actor=actor, now=now)
        return known
    meeting = Meeting(
        group_id=group.id,
        starts_at=starts_at,
        place=place,
        state=MeetingState.PLANNED,
        created_at=now,
    )
    is_news(meeting, MeetingNews.PLANNED, by=starts_at)
    session.add(meeting)
    await session.flush()
    note(session, "meeting", ("meeting", meeting.id), actor=actor, now=now)
    return meeting


async def move(
    session: Unit,
    meeting: Meeting,
    starts_at: datetime,
    place: str | None,
    *,
    actor: Actor,
    now: datetime,
) -> bool:
    """False: it is over, or was called off."""
    if meeting.state != MeetingState.PLANNED or meeting.starts_at <= now:
        return False
    if (meeting.starts_at, meeting.place) == (starts_at, place):
        return True
    is_news(meeting, MeetingNews.MOVED, by=min(meeting.starts_at, starts_at))
    meeting.starts_at, meeting.place = starts_at, place
    note(session, "meeting_moved", ("meeting", meeting.id), actor=actor, now=now)
    return True


async def call_off(session: Unit, meeting: Meeting, *, actor: Actor, now: datetime) -> bool:
    """False: it is over. Called off twice is called off once."""
    if meeting.state == MeetingState.CALLED_OFF:
        return True
    if meeting.state != MeetingState.PLANNED or meeting.starts_at <= now:
        return False
    meeting.state = MeetingState.CALLED_OFF
    is_news(meeting, MeetingNews.CALLED_OFF, by=meeting.starts_at)
    note(session, "meeting_called_off", ("meeting", meeting.id), actor=actor, now=now)
    return True


def set_haat(session: Unit, group: Group, weekday: int, *, actor: Actor, now: datetime) -> None:
    group.haat_weekday = weekday
    note(session, "haat", ("group", group.id), actor=actor, detail=str(weekday), now=now)


async def keep_rule(
    session: Unit,
    group: Group,
    nth: int,
    weekday: int,
    *,
    like: Meeting | None,
    actor: Actor,
    now: datetime,
) -> Meeting | None:
    """From now on the group meets so each month, at the hour and place of `like`, if any.

    Return the meeting that the rule plans now; None where one was planned before.
    """
    group.meets_nth, group.meets_weekday = nth, weekday
    if like is not None:
        group.meets_at, group.meets_place = local_time(like.starts_at), like.place
    note(session, "rule", ("group", group.id), actor=actor, detail=f"{nth}:{weekday}", now=now)
    if await next_meeting(session, group.id, now) is not None:
        return None
    return await _plan_next(session, group, now=now)


def forget_rule(session: Unit, group: Group, *, actor: Actor, now: datetime) -> None:
    """What is planned stays planned."""
    group.meets_nth = group.meets_weekday = None
    note(session, "no_rule", ("group", group.id), actor=actor, now=now)


async def plan_by_rules(session: Unit, *, now: datetime) -> int:
    """Groups that have a rule and nothing planned; return how many meetings that made."""
    planned = [
        await _plan_next(session, group, now=now)
        for group in await groups_without_a_meeting(session, now)
    ]
    return sum(meeting is not None for meeting in planned)


async def _plan_next(session: Unit, group: Group, *, now: datetime) -> Meeting | None:
    """None: another process was quicker. A day called off is not planned again."""
    assert group.meets_nth is not None
    assert group.meets_weekday is not None
    today = local_day(now)
    after = max(today, await last_rule_day(session, group.id) or today)
    day = next_by_rule(group.meets_nth, group.meets_weekday, after)
    starts_at = instant(day, group.meets_at or USUAL)
    if not await take_slot(session, "meeting", str(group.id), starts_at, now=now):
        return None
    meeting = Meeting(
        group_id=group.id,
        starts_at=starts_at,
        place=group.meets_place,
        state=MeetingState.PLANNED,
        rule_on=day,
        created_at=now,
    )
    is_news(meeting, MeetingNews.PLANNED, by=starts_at)
    session.add(meeting)
    await session.flush()
    note(session, "meeting", ("meeting", meeting.id), detail="rule", now=now)
    return meeting
