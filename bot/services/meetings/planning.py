"""Plan, move and call off meetings, by hand or by the monthly rule of a group."""

from datetime import datetime, time

from bot.domain.meetings.calendar import MeetingNews, next_by_rule
from bot.domain.schedule import instant, local_day, local_time
from bot.services.audit import Actor, record_action
from bot.services.meetings.announcements import set_news
from bot.services.slots import take_slot
from db.enums import MeetingState
from db.models import Group, Meeting
from db.queries.meetings.schedule import groups_without_a_meeting, last_rule_day, next_meeting
from db.session import UnitOfWork

USUAL_TIME = time(11)
"""For a rule that was set before the group ever planned a meeting."""


async def plan_meeting(
    session: UnitOfWork,
    group: Group,
    starts_at: datetime,
    place: str | None,
    *,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """Plan the group's next meeting. Idempotent for the same time."""
    known = await next_meeting(session, group.id, now)
    if known is not None and known.starts_at == starts_at:
        await move_meeting(session, known, starts_at, place, actor=actor, now=now)
        return known
    meeting = Meeting(
        group_id=group.id,
        starts_at=starts_at,
        place=place,
        state=MeetingState.PLANNED,
        created_at=now,
    )
    set_news(meeting, MeetingNews.PLANNED, by=starts_at)
    session.add(meeting)
    await session.flush()
    record_action(session, "meeting_planned", ("meeting", meeting.id), actor=actor, now=now)
    return meeting


async def move_meeting(
    session: UnitOfWork,
    meeting: Meeting,
    starts_at: datetime,
    place: str | None,
    *,
    actor: Actor,
    now: datetime,
) -> bool:
    """Return False if it is over or was called off."""
    if meeting.state != MeetingState.PLANNED or meeting.starts_at <= now:
        return False
    if (meeting.starts_at, meeting.place) == (starts_at, place):
        return True
    set_news(meeting, MeetingNews.MOVED, by=min(meeting.starts_at, starts_at))
    meeting.starts_at, meeting.place = starts_at, place
    record_action(session, "meeting_moved", ("meeting", meeting.id), actor=actor, now=now)
    return True


async def call_off_meeting(
    session: UnitOfWork, meeting: Meeting, *, actor: Actor, now: datetime
) -> bool:
    """Idempotent. Return False if the meeting is over."""
    if meeting.state == MeetingState.CALLED_OFF:
        return True
    if meeting.state != MeetingState.PLANNED or meeting.starts_at <= now:
        return False
    meeting.state = MeetingState.CALLED_OFF
    set_news(meeting, MeetingNews.CALLED_OFF, by=meeting.starts_at)
    record_action(session, "meeting_called_off", ("meeting", meeting.id), actor=actor, now=now)
    return True


def set_market_day(
    session: UnitOfWork, group: Group, weekday: int, *, actor: Actor, now: datetime
) -> None:
    """Set the day of the weekly market (haat), on which groups like to meet."""
    group.market_weekday = weekday
    record_action(
        session, "market_day", ("group", group.id), actor=actor, detail=str(weekday), now=now
    )


async def set_monthly_rule(
    session: UnitOfWork,
    group: Group,
    nth: int,
    weekday: int,
    *,
    like: Meeting | None,
    actor: Actor,
    now: datetime,
) -> Meeting | None:
    """Let the group meet on this day of each month, at the time and place of `like`, if given.

    Return the meeting that the rule plans now, or None if one is already planned.
    """
    group.meets_nth, group.meets_weekday = nth, weekday
    if like is not None:
        group.meets_at, group.meets_place = local_time(like.starts_at), like.place
    record_action(
        session,
        "monthly_rule",
        ("group", group.id),
        actor=actor,
        detail=f"{nth}:{weekday}",
        now=now,
    )
    if await next_meeting(session, group.id, now) is not None:
        return None
    return await _plan_next(session, group, now=now)


def end_monthly_rule(session: UnitOfWork, group: Group, *, actor: Actor, now: datetime) -> None:
    """Meetings that are already planned stay."""
    group.meets_nth = group.meets_weekday = None
    record_action(session, "monthly_rule_ended", ("group", group.id), actor=actor, now=now)


async def plan_meetings_by_rule(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Plan a meeting for each group that has a rule and no meeting; return how many."""
    planned = [
        await _plan_next(session, group, now=now)
        for group in await groups_without_a_meeting(session, clinic_id, now)
    ]
    return sum(meeting is not None for meeting in planned)


async def _plan_next(session: UnitOfWork, group: Group, *, now: datetime) -> Meeting | None:
    """Never plan a cancelled day again. Return None if another process was faster."""
    assert group.meets_nth is not None
    assert group.meets_weekday is not None
    today = local_day(now)
    after = max(today, await last_rule_day(session, group.id) or today)
    day = next_by_rule(group.meets_nth, group.meets_weekday, after)
    starts_at = instant(day, group.meets_at or USUAL_TIME)
    if not await take_slot(session, "meeting_by_rule", str(group.id), starts_at, now=now):
        return None
    meeting = Meeting(
        group_id=group.id,
        starts_at=starts_at,
        place=group.meets_place,
        state=MeetingState.PLANNED,
        rule_on=day,
        created_at=now,
    )
    set_news(meeting, MeetingNews.PLANNED, by=starts_at)
    session.add(meeting)
    await session.flush()
    record_action(session, "meeting_planned", ("meeting", meeting.id), detail="rule", now=now)
    return meeting
