"""Leaders are looked after: days of rest, a week in other hands, one screen a week."""

from datetime import date, datetime, time, timedelta

from bot.domain.reminders.due import EVENING, is_own_hour
from bot.domain.schedule import instant, is_quiet, local_day
from bot.domain.starters import next_day
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from db.enums import MemberRole, OutboxClass
from db.models import Group, Membership
from db.queries.groups import leaders_of, membership
from db.queries.leaders.roles import active_groups, leading, over_by, stories_waiting, to_greet
from db.queries.meetings.schedule import next_meeting, patients_of_group
from db.queries.moderation.cases import open_cases, open_requests
from db.queries.reminders import allowed_leaders, last_answers, last_counts
from db.session import Unit

Actor = tuple[str, int | None]
TWO = 2
"""So many lead a group for good."""
A_WEEK = timedelta(days=6)
SUNDAY = 6
OF_LATE = timedelta(days=14)


async def rest(
    session: Unit, group: Group, account_id: int, *, actor: Actor, now: datetime
) -> date | None:
    """Six more days after today. None: nobody else leads, so somebody has to stand in first."""
    mine = await membership(session, group.id, account_id)
    others = [one for one in await leading(session, group.id) if one.account_id != account_id]
    if mine is None or not [one for one in others if one.rests_until is None]:
        return None
    mine.rests_until = local_day(now) + A_WEEK
    note(session, "leader_rests", ("group", group.id), actor=actor, now=now)
    for one in others:
        _tell(session, one.account_id, group, mine.rests_until, now=now)
    return mine.rests_until


async def hand_over(
    session: Unit, group: Group, account_id: int, to: int, *, actor: Actor, now: datetime
) -> date | None:
    """A member leads for a week, and the leader rests. None: that person is no member."""
    found = await membership(session, group.id, to)
    if found is None or to == account_id:
        return None
    until = local_day(now) + A_WEEK
    if found.role != MemberRole.LEADER:
        found.role, found.leads_until = MemberRole.LEADER, until
    await session.flush()
    detail = str(to)
    note(session, "hand_over", ("group", group.id), actor=actor, detail=detail, now=now)
    return await rest(session, group, account_id, actor=actor, now=now)


async def come_back(
    session: Unit, group: Group, account_id: int, *, actor: Actor, now: datetime
) -> bool:
    """Whether they rested. Who stood in for them goes on until their own last day."""
    mine = await membership(session, group.id, account_id)
    if mine is None or mine.rests_until is None:
        return False
    mine.rests_until = None
    note(session, "leader_back", ("group", group.id), actor=actor, now=now)
    return True


async def end_rests(session: Unit, *, now: datetime) -> int:
    """What had a last day is over."""
    over = await over_by(session, local_day(now))
    for one in over:
        if one.leads_until is not None and one.leads_until < local_day(now):
            one.role, one.leads_until = MemberRole.MEMBER, None
        if one.rests_until is not None and one.rests_until < local_day(now):
            one.rests_until = None
        note(session, "rest_over", ("group", one.group_id), detail=str(one.account_id), now=now)
    return len(over)


def _tell(session: Unit, account_id: int, group: Group, until: date, *, now: datetime) -> None:
    enqueue(
        session,
        OutboxClass.REPLY,
        To.account(account_id),
        "leaders.you_lead",
        {"group": group.title, "until": until.isoformat()},
        now=now,
    )


async def digest(session: Unit, *, now: datetime) -> int:
    """On Sunday evening each leader who does not rest gets one screen; return how many did."""
    if is_quiet(now) or local_day(now).weekday() != SUNDAY or not is_own_hour(EVENING, now):
        return 0
    today, told = instant(local_day(now), time()), 0
    for group in await active_groups(session):
        for leader in await leaders_of(session, group.id):
            scope = f"{group.id}:{leader}"
            if await take_slot(session, "digest", scope, today, now=now):
                said = await _week_of(session, group, leader, now)
                to = To.account(leader)
                enqueue(session, OutboxClass.MODERATION, to, "leaders.digest", said, now=now)
                told += 1
    return told


async def _week_of(session: Unit, group: Group, leader: int, now: datetime) -> dict[str, object]:
    meeting = await next_meeting(session, group.id, now)
    starter = next_day(group.starter_weekday, local_day(now))
    return {
        "title": group.title,
        "group": group.id,
        "greet": await _silent(session, group, leader, now),
        "cases": await open_cases(session, group.id),
        "requests": await open_requests(session, group.id),
        "stories": await stories_waiting(session, group.id),
        "meeting": local_day(meeting.starts_at).isoformat() if meeting else None,
        "starter": starter.isoformat() if starter else None,
        "lesson": local_day(now).isocalendar().week,
    }


async def _silent(session: Unit, group: Group, leader: int, now: datetime) -> list[str]:
    """Who agreed that this leader may know, was silent, and was not heard of since."""
    ids = [patient.id for patient in await patients_of_group(session, group.id)]
    allowed = [one for one, who in (await allowed_leaders(session, ids)).items() if who == leader]
    counted, answered = await last_counts(session, allowed), await last_answers(session, allowed)
    since = now - OF_LATE
    silent = [
        one
        for one in allowed
        if not any(at and at > since for at in (counted.get(one), answered.get(one)))
    ]
    return await to_greet(session, group.id, silent, since)


async def make_one_lead(session: Unit, found: Membership, group: Group) -> bool:
    """For good. False: two do already."""
    for_good = [one for one in await leading(session, group.id) if one.leads_until is None]
    if len(for_good) >= TWO and found not in for_good:
        return False
    found.role, found.leads_until = MemberRole.LEADER, None
    return True
