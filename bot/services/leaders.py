"""Leaders: a week of rest, a stand-in, and one screen a week with what waits for them."""

from datetime import date, datetime, time, timedelta

from bot.domain.quiet_hours import is_quiet
from bot.domain.reminders.due import EVENING, is_own_hour
from bot.domain.schedule import instant, local_day
from bot.domain.starters import next_day
from bot.services.audit import Actor, record_action
from bot.services.outbox import To, enqueue
from bot.services.slots import take_slot
from bot.texts import leaders as texts
from bot.texts.sentences import Message
from db.enums import MemberRole, OutboxClass
from db.models import Group, Membership
from db.queries.groups import leaders_of, membership, patients_of_group
from db.queries.leaders import (
    active_peer_groups,
    memberships_of_leaders,
    memberships_past_last_day,
    names_to_greet,
    waiting_story_count,
)
from db.queries.meetings.schedule import next_meeting
from db.queries.moderation.cases import open_case_count
from db.queries.moderation.join_requests import open_join_request_count
from db.queries.reminders.checkins import last_checkin_answers
from db.queries.reminders.counts import last_counts
from db.queries.reminders.greetings import leaders_allowed_to_help
from db.session import UnitOfWork

LEADERS_OF_GROUP = 2
"""How many people lead a group permanently."""
REST_FOR = timedelta(days=6)
SUNDAY = 6
SILENT_FOR = timedelta(days=14)


async def start_leader_rest(
    session: UnitOfWork, group: Group, account_id: int, *, actor: Actor, now: datetime
) -> date | None:
    """Rest today and six more days. Return the last day, or None if nobody else leads."""
    own = await membership(session, group.id, account_id)
    others = [
        other
        for other in await memberships_of_leaders(session, group.id)
        if other.account_id != account_id
    ]
    if own is None or not [other for other in others if other.rests_until is None]:
        return None
    own.rests_until = local_day(now) + REST_FOR
    record_action(session, "leader_rests", ("group", group.id), actor=actor, now=now)
    for other in others:
        _tell_stand_in(session, other.account_id, group, own.rests_until, now=now)
    return own.rests_until


async def appoint_stand_in(
    session: UnitOfWork, group: Group, account_id: int, to: int, *, actor: Actor, now: datetime
) -> date | None:
    """Let a member lead for a week while the leader rests. None if that person is not a member."""
    found = await membership(session, group.id, to)
    if found is None or to == account_id:
        return None
    until = local_day(now) + REST_FOR
    if found.role != MemberRole.LEADER:
        found.role, found.leads_until = MemberRole.LEADER, until
    await session.flush()
    detail = str(to)
    record_action(
        session, "leader_stand_in", ("group", group.id), actor=actor, detail=detail, now=now
    )
    return await start_leader_rest(session, group, account_id, actor=actor, now=now)


async def end_leader_rest(
    session: UnitOfWork, group: Group, account_id: int, *, actor: Actor, now: datetime
) -> bool:
    """Return whether they were resting. A stand-in still leads until their own last day."""
    own = await membership(session, group.id, account_id)
    if own is None or own.rests_until is None:
        return False
    own.rests_until = None
    record_action(session, "leader_back", ("group", group.id), actor=actor, now=now)
    return True


async def end_past_rests(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """End rests and stand-ins whose last day has passed."""
    past = await memberships_past_last_day(session, clinic_id, local_day(now))
    for member in past:
        if member.leads_until is not None and member.leads_until < local_day(now):
            member.role, member.leads_until = MemberRole.MEMBER, None
        if member.rests_until is not None and member.rests_until < local_day(now):
            member.rests_until = None
        record_action(
            session,
            "leader_rest_ended",
            ("group", member.group_id),
            detail=str(member.account_id),
            now=now,
        )
    return len(past)


def _tell_stand_in(
    session: UnitOfWork, account_id: int, group: Group, until: date, *, now: datetime
) -> None:
    enqueue(
        session,
        OutboxClass.REPLY,
        To.leader(account_id, group.id),
        texts.you_lead(group=group.title, until=until),
        now=now,
    )


async def post_weekly_screens(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """On Sunday evening send each leader who does not rest one screen; return how many."""
    if is_quiet(now) or local_day(now).weekday() != SUNDAY or not is_own_hour(EVENING, now):
        return 0
    today, sent = instant(local_day(now), time()), 0
    for group in await active_peer_groups(session, clinic_id):
        for leader in await leaders_of(session, group.id):
            scope = f"{group.id}:{leader}"
            if await take_slot(session, "weekly_screen", scope, today, now=now):
                screen = await _weekly_screen(session, group, leader, now)
                to = To.leader(leader, group.id)
                enqueue(session, OutboxClass.MODERATION, to, screen, now=now)
                sent += 1
    return sent


async def _weekly_screen(session: UnitOfWork, group: Group, leader: int, now: datetime) -> Message:
    meeting = await next_meeting(session, group.id, now)
    return texts.weekly_screen(
        group=group.id,
        title=group.title,
        greet=await _names_to_greet(session, group, leader, now),
        cases=await open_case_count(session, group.id),
        requests=await open_join_request_count(session, group.id),
        stories=await waiting_story_count(session, group.id),
        meeting=local_day(meeting.starts_at) if meeting else None,
        starter=next_day(group.starter_weekday, local_day(now)),
        lesson=local_day(now).isocalendar().week,
    )


async def _names_to_greet(
    session: UnitOfWork, group: Group, leader: int, now: datetime
) -> list[str]:
    """Silent patients who agreed that this leader may know."""
    ids = [member.id for member in await patients_of_group(session, group.id)]
    allowed = [
        patient
        for patient, allowed_leader in (await leaders_allowed_to_help(session, ids)).items()
        if allowed_leader == leader
    ]
    counted, answered = (
        await last_counts(session, allowed),
        await last_checkin_answers(session, allowed),
    )
    since = now - SILENT_FOR
    silent = [
        patient
        for patient in allowed
        if not any(at and at > since for at in (counted.get(patient), answered.get(patient)))
    ]
    return await names_to_greet(session, group.id, silent, since)


async def make_permanent_leader(session: UnitOfWork, member: Membership, group: Group) -> bool:
    """Make somebody a leader permanently. Return False if the group has two already."""
    permanent = [
        leader
        for leader in await memberships_of_leaders(session, group.id)
        if leader.leads_until is None
    ]
    if len(permanent) >= LEADERS_OF_GROUP and member not in permanent:
        return False
    member.role, member.leads_until = MemberRole.LEADER, None
    return True
