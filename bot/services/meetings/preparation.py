"""Before a meeting: counts are asked for, the leader hears who needs pills, all are reminded."""

from datetime import date, datetime, time, timedelta

from bot.domain.reminders.due import CALLED_DAYS_BEFORE, EVENING, is_own_hour
from bot.domain.schedule import instant, is_quiet, local_day
from bot.services.meetings.reminders import days_before, remind_group, remind_people
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import Room
from bot.services.reminders.counts import replan
from bot.services.slots import take_slot
from db.enums import OutboxClass
from db.models import Group, Meeting
from db.queries import reminders as rows
from db.queries.groups import leaders_of
from db.queries.meetings.schedule import (
    group_is_paused,
    meetings_until,
    patients_of_group,
    refills_of_group,
)
from db.session import Unit

REFILLS_DAYS_BEFORE = 2
SUPPLY_FOR = timedelta(days=28)
"""Whose pills end before the meeting after this one is told at this one."""


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
        await remind_people(session, meeting, now=now)
        await remind_group(session, meeting, group, now=now)
    return len(near)


async def _call(session: Unit, meeting: Meeting, now: datetime) -> None:
    """Once for each meeting, and once more when it was moved."""
    if await take_slot(session, "call", str(meeting.id), meeting.starts_at, now=now):
        await replan(session, await patients_of_group(session, meeting.group_id), now=now)


async def _tell_leaders(session: Unit, meeting: Meeting, group: Group, now: datetime) -> None:
    """Who needs new pills, of those who let the leader know."""
    if not 0 < days_before(meeting, now) <= REFILLS_DAYS_BEFORE:
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
