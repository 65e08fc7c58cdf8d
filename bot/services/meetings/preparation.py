"""Before a meeting: ask for counts, tell the leaders who runs out of pills, remind everybody."""

from datetime import datetime, time, timedelta

from bot.domain.quiet_hours import is_quiet
from bot.domain.reminders.due import COUNT_DAYS_BEFORE, EVENING, is_own_hour
from bot.domain.schedule import instant, local_day
from bot.services.meetings.reminders import days_before, remind_group, remind_people
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import MessageBudget
from bot.services.reminders.counts import replan_reminders
from bot.services.slots import take_slot
from bot.texts.meetings import planning as texts
from bot.texts.meetings.planning import RunningOut
from db.enums import OutboxClass
from db.models import Group, Meeting
from db.queries.groups import leaders_of, patients_of_group
from db.queries.meetings.schedule import (
    group_is_paused,
    medicines_running_out,
    planned_meetings_until,
)
from db.queries.reminders.counts import hours_of_accounts
from db.session import UnitOfWork

LIST_DAYS_BEFORE = 2
UNTIL_NEXT_MEETING = timedelta(days=28)
"""Whoever runs out before the meeting after this one is on the list for this one."""


async def prepare_meetings(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Do all that is due before the meetings of the next days; return the number of meetings."""
    last = local_day(now) + timedelta(days=COUNT_DAYS_BEFORE)
    until = instant(last + timedelta(days=1), time())
    near = await planned_meetings_until(session, clinic_id, now, until)
    for meeting in near:
        await _ask_for_counts(session, meeting, now)
        group = await session.get_one(Group, meeting.group_id)
        if is_quiet(now) or await group_is_paused(session, group.id, local_day(now)):
            continue
        await _tell_leaders_who_runs_out(session, meeting, group, now)
        await remind_people(session, meeting, now=now)
        await remind_group(session, meeting, group, now=now)
    return len(near)


async def _ask_for_counts(session: UnitOfWork, meeting: Meeting, now: datetime) -> None:
    """Once for each meeting, and once more if it is moved."""
    if await take_slot(session, "meeting_counts", str(meeting.id), meeting.starts_at, now=now):
        await replan_reminders(session, await patients_of_group(session, meeting.group_id), now=now)


async def _tell_leaders_who_runs_out(
    session: UnitOfWork, meeting: Meeting, group: Group, now: datetime
) -> None:
    """Tell the leaders who needs new pills, among patients who allowed the leader to know."""
    if not 0 < days_before(meeting, now) <= LIST_DAYS_BEFORE:
        return
    leaders = await leaders_of(session, group.id)
    hours = await hours_of_accounts(session, leaders)
    ready = [one for one in leaders if is_own_hour(hours.get(one, EVENING), now)]
    day = local_day(meeting.starts_at)
    people = ready and await medicines_running_out(
        session, group.id, day + UNTIL_NEXT_MEETING, local_day(now)
    )
    if not people:
        return
    budget = await MessageBudget.for_accounts(session, ready, now)
    for leader in ready:
        scope = f"{meeting.id}:{leader}"
        if not budget.spend_on([leader]):
            continue
        if await take_slot(session, "medicines_running_out", scope, meeting.starts_at, now=now):
            enqueue(
                session,
                OutboxClass.REMINDER,
                To.leader(leader, group.id),
                texts.medicines_running_out(day=day, people=[RunningOut(*one) for one in people]),
                now=now,
            )
