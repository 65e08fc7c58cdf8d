"""Remind members and the group on the day before and in the morning: "bring your medicines"."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.meetings.calendar import may_be_told
from bot.domain.reminders.due import EVENING, MORNING, is_own_hour
from bot.domain.schedule import local_day
from bot.services.meetings.rsvp import attending_count_to_tell
from bot.services.meetings.view import meeting_view
from bot.services.outbox import To, enqueue
from bot.services.reminders.budget import MessageBudget
from bot.services.slots import take_group_day, take_slot
from bot.texts.meetings import rsvp as texts
from db.enums import OutboxClass
from db.models import Group, Meeting, Patient
from db.queries.groups import patients_of_group
from db.queries.meetings.attendance import accounts_to_remind
from db.queries.meetings.schedule import patients_counted_since
from db.queries.reminders.counts import hours_of_accounts, patients_with_countable
from db.queries.reminders.pauses import paused_patients
from db.session import UnitOfWork

COUNT_IS_FRESH_FOR = timedelta(days=14)
"""A count up to this old still counts as sent for this meeting."""


def days_before(meeting: Meeting, now: datetime) -> int:
    return (local_day(meeting.starts_at) - local_day(now)).days


async def remind_people(session: UnitOfWork, meeting: Meeting, *, now: datetime) -> None:
    """Skip whoever declined and whoever has paused."""
    days = days_before(meeting, now)
    if days not in (0, 1):
        return
    invited = await accounts_to_remind(session, meeting, local_day(now))
    own = await hours_of_accounts(session, invited)
    hours = {one: own.get(one, EVENING) if days else MORNING for one in invited}
    for hour in sorted({hour for hour in hours.values() if is_own_hour(hour, now)}):
        scope = f"{meeting.id}:{days}:{hour}"
        if await take_slot(session, "meeting_reminder", scope, meeting.starts_at, now=now):
            of_hour = [one for one in invited if hours[one] == hour]
            await _remind(session, meeting, invited, of_hour, now)


async def _remind(
    session: UnitOfWork,
    meeting: Meeting,
    invited: dict[int, int],
    accounts: Sequence[int],
    now: datetime,
) -> None:
    budget = await MessageBudget.for_accounts(session, accounts, now)
    for account_id in budget.spend_on(accounts):
        enqueue(
            session,
            OutboxClass.REMINDER,
            To.account(account_id),
            texts.reminder(meeting=meeting_view(meeting), days=days_before(meeting, now)),
            patient_id=invited[account_id],
            now=now,
        )


async def remind_group(
    session: UnitOfWork, meeting: Meeting, group: Group, *, now: datetime
) -> None:
    """Once, also how many members sent a count: never a name, never fewer than five."""
    days = days_before(meeting, now)
    hour = {0: MORNING, 1: group.story_hour}.get(days)
    if hour is None or group.chat_id is None or not is_own_hour(hour, now):
        return
    if not await take_group_day(session, group.id, now, now=now):
        return
    tally = await _tally_to_tell(session, meeting, group, now)
    enqueue(
        session,
        OutboxClass.REMINDER,
        To.group(group.id),
        texts.group_reminder(
            meeting=meeting_view(meeting),
            days=days,
            tally=tally,
            attending=await attending_count_to_tell(session, meeting),
        ),
        now=now,
    )


async def _tally_to_tell(
    session: UnitOfWork, meeting: Meeting, group: Group, now: datetime
) -> tuple[int, int] | None:
    patients = await patients_of_group(session, group.id)
    sent, asked = await _tally(
        session, patients, local_day(meeting.starts_at) - COUNT_IS_FRESH_FOR, now
    )
    if not may_be_told(sent, asked):
        return None
    scope = str(meeting.id)
    first = await take_slot(session, "meeting_tally", scope, meeting.starts_at, now=now)
    return (sent, asked) if first else None


async def _tally(
    session: UnitOfWork, patients: list[Patient], since: date, now: datetime
) -> tuple[int, int]:
    """How many sent a count, and how many could have. Whoever has paused is not expected to."""
    ids = [patient.id for patient in patients]
    sent = await patients_counted_since(session, ids, since)
    away = await paused_patients(session, ids, local_day(now))
    could = (await patients_with_countable(session, ids) - away.keys()) | sent
    return len(sent), len(could)
