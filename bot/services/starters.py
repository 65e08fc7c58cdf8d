"""Conversation starters: shown to the leaders the evening before, posted at the group's hour."""

from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.exc import IntegrityError

from bot.domain.quiet_hours import is_quiet
from bot.domain.reminders.due import EVENING, is_own_hour
from bot.domain.schedule import instant, local_day
from bot.domain.starters import next_starter
from bot.services.audit import Actor, record_action
from bot.services.outbox import To, enqueue
from bot.services.slots import take_group_day, take_slot
from bot.texts import starters as texts
from bot.texts.sentences import Message
from db.enums import OutboxClass, StarterState
from db.models import Group, Starter
from db.queries.groups import leaders_of
from db.queries.meetings.schedule import group_is_paused, next_meeting
from db.queries.starters import (
    STARTERS_REMEMBERED,
    groups_with_starter_on,
    past_starters,
    starter_on,
)
from db.session import UnitOfWork


async def preview_starters(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """In the evening show leaders tomorrow's starter; return the number of groups."""
    if is_quiet(now) or not is_own_hour(EVENING, now):
        return 0
    tomorrow, previewed = local_day(now) + timedelta(days=1), 0
    for group in await groups_with_starter_on(session, clinic_id, tomorrow.weekday()):
        if await _has_no_starter(session, group, tomorrow, now):
            continue
        midnight = instant(tomorrow, datetime.min.time())
        if not await take_slot(session, "starter_preview", str(group.id), midnight, now=now):
            continue
        planned = await _planned_starter(session, group, tomorrow)
        view = starter_preview(planned, group)
        for leader in await leaders_of(session, group.id):
            to = To.leader(leader, group.id)
            enqueue(session, OutboxClass.MODERATION, to, view, now=now)
        previewed += 1
    return previewed


async def _has_no_starter(session: UnitOfWork, group: Group, day: date, now: datetime) -> bool:
    """True during a pause of the group, on the day of a meeting, and on the day before it."""
    if await group_is_paused(session, group.id, day):
        return True
    meeting = await next_meeting(session, group.id, now)
    if meeting is None:
        return False
    return 0 <= (local_day(meeting.starts_at) - day).days <= 1


def starter_preview(planned: Starter, group: Group) -> Message:
    return texts.preview(
        starter=planned.id,
        key=planned.key,
        state=StarterState(planned.state),
        day=planned.day,
        hour=group.story_hour,
        group=group.title,
    )


async def _planned_starter(session: UnitOfWork, group: Group, day: date) -> Starter:
    """The starter of that day; chosen now if there is none yet."""
    found = await starter_on(session, group.id, day)
    if found is not None:
        return found
    key = next_starter(group.programme, await past_starters(session, group.id), group.id).key
    created = Starter(group_id=group.id, day=day, key=key, state=StarterState.PLANNED)
    try:
        async with session.begin_nested():
            session.add(created)
            await session.flush()
    except IntegrityError:
        other = await starter_on(session, group.id, day)
        assert other is not None
        return other
    return created


async def post_starters(session: UnitOfWork, clinic_id: int, *, now: datetime) -> int:
    """Post at the group's hour, unless skipped or the group already has a message that day."""
    if is_quiet(now):
        return 0
    today, posted = local_day(now), 0
    for group in await groups_with_starter_on(session, clinic_id, today.weekday()):
        if not is_own_hour(group.story_hour, now):
            continue
        if await _has_no_starter(session, group, today, now):
            continue
        planned = await _planned_starter(session, group, today)
        if planned.state != StarterState.PLANNED:
            continue
        if not await take_group_day(session, group.id, now, now=now):
            continue
        planned.state = StarterState.POSTED
        to, question = To.group(group.id), texts.starter(key=planned.key)
        enqueue(session, OutboxClass.REMINDER, to, question, now=now)
        posted += 1
    return posted


def skip_starter(session: UnitOfWork, planned: Starter, *, actor: Actor, now: datetime) -> bool:
    """Return False if it was posted already."""
    if planned.state == StarterState.POSTED:
        return False
    planned.state = StarterState.SKIPPED
    record_action(session, "starter_skipped", ("group", planned.group_id), actor=actor, now=now)
    return True


def keep_starter(session: UnitOfWork, planned: Starter, *, actor: Actor, now: datetime) -> bool:
    if planned.state == StarterState.POSTED:
        return False
    planned.state = StarterState.PLANNED
    record_action(session, "starter_kept", ("group", planned.group_id), actor=actor, now=now)
    return True


async def replace_starter(
    session: UnitOfWork, planned: Starter, group: Group, *, actor: Actor, now: datetime
) -> bool:
    """Choose the next starter that the group has not had. Return False if it was posted already."""
    if planned.state == StarterState.POSTED:
        return False
    had = await past_starters(session, group.id)
    offered = [*had, *_offered(planned, group, had)]
    planned.key = next_starter(group.programme, offered, group.id).key
    planned.state = StarterState.PLANNED
    record_action(session, "starter_replaced", ("group", planned.group_id), actor=actor, now=now)
    return True


def _offered(planned: Starter, group: Group, had: list[str]) -> list[str]:
    """Starters offered before the current one, so that repeated presses go through the list."""
    passed: list[str] = []
    while planned.key not in passed and len(passed) < STARTERS_REMEMBERED:
        passed.append(next_starter(group.programme, [*had, *passed], group.id).key)
    return passed


def set_week_day(
    session: UnitOfWork,
    group: Group,
    what: Literal["starter", "story"],
    weekday: int | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Weekday None: no starters, or stories on any day."""
    if what == "starter":
        group.starter_weekday = weekday
    else:
        group.story_weekday = weekday
    detail = f"{what}:{weekday}"
    record_action(session, "week_day", ("group", group.id), actor=actor, detail=detail, now=now)
