"""The day before and in the morning: "bring your medicines", in private and to the group."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.meetings.calendar import told_to_group
from bot.domain.reminders.due import EVENING, MORNING, is_own_hour
from bot.domain.schedule import local_day
from bot.services.meetings.rsvp import shown_coming
from bot.services.meetings.view import shown
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import Room
from bot.services.slots import take_group_day, take_slot
from db.enums import OutboxClass
from db.models import Group, Meeting, Patient
from db.queries import reminders as rows
from db.queries.meetings.attendance import to_remind
from db.queries.meetings.schedule import counted_since, patients_of_group
from db.session import Unit

FRESH = timedelta(days=14)
"""A count so old still counts as sent for this meeting."""


def days_before(meeting: Meeting, now: datetime) -> int:
    return (local_day(meeting.starts_at) - local_day(now)).days


async def remind_people(session: Unit, meeting: Meeting, *, now: datetime) -> None:
    """Not those who said that they do not come, nor anybody who is away."""
    days = days_before(meeting, now)
    if days not in (0, 1):
        return
    invited = await to_remind(session, meeting, local_day(now))
    own = await rows.hours_of(session, invited)
    hours = {one: own.get(one, EVENING) if days else MORNING for one in invited}
    for hour in sorted({hour for hour in hours.values() if is_own_hour(hour, now)}):
        scope = f"{meeting.id}:{days}:{hour}"
        if await take_slot(session, "meeting_reminder", scope, meeting.starts_at, now=now):
            of_hour = [one for one in invited if hours[one] == hour]
            await _remind(session, meeting, invited, of_hour, now)


async def _remind(
    session: Unit,
    meeting: Meeting,
    invited: dict[int, int],
    accounts: Sequence[int],
    now: datetime,
) -> None:
    room = await Room.for_accounts(session, accounts, now)
    for account_id in room.take(accounts):
        enqueue(
            session,
            OutboxClass.REMINDER,
            To.account(account_id),
            "meetings.reminder",
            {"days": days_before(meeting, now), **shown(meeting)},
            patient_id=invited[account_id],
            now=now,
        )


async def remind_group(session: Unit, meeting: Meeting, group: Group, *, now: datetime) -> None:
    """With how many of how many sent a count: once, never a name, never of fewer than five."""
    days = days_before(meeting, now)
    hour = {0: MORNING, 1: group.story_hour}.get(days)
    if hour is None or group.chat_id is None or not is_own_hour(hour, now):
        return
    if not await take_group_day(session, group.id, now, now=now):
        return
    sum_ = await _sum(session, meeting, group, now)
    enqueue(
        session,
        OutboxClass.REMINDER,
        To.group(group.id),
        "meetings.group_reminder",
        {
            "days": days,
            "sum": sum_,
            "coming": await shown_coming(session, meeting),
            **shown(meeting),
        },
        now=now,
    )


async def _sum(
    session: Unit, meeting: Meeting, group: Group, now: datetime
) -> tuple[int, int] | None:
    patients = await patients_of_group(session, group.id)
    sent, asked = await _tally(session, patients, local_day(meeting.starts_at) - FRESH, now)
    if not told_to_group(sent, asked):
        return None
    scope = str(meeting.id)
    first = await take_slot(session, "summary", scope, meeting.starts_at, now=now)
    return (sent, asked) if first else None


async def _tally(
    session: Unit, patients: list[Patient], since: date, now: datetime
) -> tuple[int, int]:
    """Who sent a count, of those who could have: nobody is missed who is away."""
    ids = [patient.id for patient in patients]
    sent = await counted_since(session, ids, since)
    away = await rows.paused(session, ids, local_day(now))
    could = (await rows.counting(session, ids) - away.keys()) | sent
    return len(sent), len(could)
