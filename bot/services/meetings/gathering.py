"""Before a meeting: counts are asked for, the leader hears who needs pills, the group how many."""

from datetime import date, datetime, time, timedelta

from bot.domain.asking import CALLED_DAYS_BEFORE, EVENING, is_own_hour
from bot.domain.meetings import told_to_group
from bot.domain.schedule import instant, is_quiet, local_day, local_time
from bot.services.asking.room import Room
from bot.services.outbox import To, enqueue
from bot.services.pills.reminding import replan
from bot.services.slots import take_group_day, take_slot
from db.enums import OutboxClass
from db.models import Group, Meeting, Patient
from db.queries import asking as rows
from db.queries.groups import leaders_of
from db.queries.meetings import (
    counted_since,
    group_is_paused,
    meetings_until,
    patients_of_group,
    refills_of_group,
)
from db.session import Unit

REFILLS_DAYS_BEFORE = 2
SUMMARY_DAYS_BEFORE = 1
SUPPLY_FOR = timedelta(days=28)
"""Whose pills end before the meeting after this one is told at this one."""
FRESH = timedelta(days=14)
"""A count so old still counts as sent for this meeting."""


async def prepare(session: Unit, *, now: datetime) -> int:
    """All that is due before the meetings of the next days; return of how many meetings."""
    last = local_day(now) + timedelta(days=CALLED_DAYS_BEFORE)
    near = await meetings_until(session, now, instant(last + timedelta(days=1), time()))
    for meeting in near:
        await _call(session, meeting, now)
        group = await session.get_one(Group, meeting.group_id)
        if is_quiet(now) or await group_is_paused(session, group.id, local_day(now)):
            continue
        await _tell_leaders(session, meeting, group, now)
        await _tell_group(session, meeting, group, now)
    return len(near)


async def _call(session: Unit, meeting: Meeting, now: datetime) -> None:
    """Once for each meeting, and once more when it was moved."""
    if await take_slot(session, "call", str(meeting.id), meeting.starts_at, now=now):
        await replan(session, await patients_of_group(session, meeting.group_id), now=now)


def _days_before(meeting: Meeting, now: datetime) -> int:
    return (local_day(meeting.starts_at) - local_day(now)).days


async def _tell_leaders(session: Unit, meeting: Meeting, group: Group, now: datetime) -> None:
    """Who needs new pills, of those who let the leader know."""
    if not 0 < _days_before(meeting, now) <= REFILLS_DAYS_BEFORE:
        return
    leaders = await leaders_of(session, group.id)
    hours = await rows.hours_of(session, leaders)
    ready = [one for one in leaders if is_own_hour(hours.get(one, EVENING), now)]
    day = local_day(meeting.starts_at)
    people = ready and await refills_of_group(session, group.id, day + SUPPLY_FOR, local_day(now))
    if not people:
        return
    room = await Room.for_accounts(session, ready, now)
    for leader in ready:
        scope = f"{meeting.id}:{leader}"
        if not room.take([leader]):
            continue
        if await take_slot(session, "refills", scope, meeting.starts_at, now=now):
            enqueue(
                session,
                OutboxClass.REMINDER,
                To.account(leader),
                "meetings.refills",
                _refills(group, day, people),
                now=now,
            )


def _refills(
    group: Group, day: date, people: list[tuple[int, str, str, date]]
) -> dict[str, object]:
    return {
        "group": group.title,
        "day": day.isoformat(),
        "people": [[id_, name, medicine, ends.isoformat()] for id_, name, medicine, ends in people],
    }


async def _tell_group(session: Unit, meeting: Meeting, group: Group, now: datetime) -> None:
    """How many of how many sent a count: once, at the group's hour, never a name."""
    clock = local_time(meeting.starts_at)
    soon = 0 <= _days_before(meeting, now) <= SUMMARY_DAYS_BEFORE
    if not soon or group.chat_id is None or not is_own_hour(group.story_hour, now):
        return
    patients = await patients_of_group(session, group.id)
    sent, asked = await _tally(session, patients, local_day(meeting.starts_at) - FRESH, now)
    if not told_to_group(sent, asked):
        return
    if not await take_slot(session, "summary", str(meeting.id), meeting.starts_at, now=now):
        return
    if not await take_group_day(session, group.id, now, now=now):
        return
    enqueue(
        session,
        OutboxClass.REMINDER,
        To.group(group.id),
        "meetings.summary",
        {
            "sent": sent,
            "asked": asked,
            "day": local_day(meeting.starts_at).isoformat(),
            "clock": f"{clock:%H:%M}",
            "place": meeting.place,
        },
        now=now,
    )


async def _tally(
    session: Unit, patients: list[Patient], since: date, now: datetime
) -> tuple[int, int]:
    """Who sent a count, of those who could have: nobody is missed who is away."""
    ids = [patient.id for patient in patients]
    sent = await counted_since(session, ids, since)
    away = await rows.paused(session, ids, local_day(now))
    could = (await rows.counting(session, ids) - away.keys()) | sent
    return len(sent), len(could)
