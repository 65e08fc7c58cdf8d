"""Conversation starters: shown to the leaders the evening before, said at the group's hour."""

from datetime import date, datetime, timedelta

from sqlalchemy.exc import IntegrityError

from bot.domain.reminders.due import EVENING, is_own_hour
from bot.domain.schedule import instant, is_quiet, local_day
from bot.domain.starters import suggest
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.slots import take_group_day, take_slot
from db.enums import OutboxClass, StarterState
from db.models import Group, Starter
from db.queries.groups import leaders_of
from db.queries.meetings.schedule import group_is_paused, next_meeting
from db.queries.starters import REMEMBERED, groups_with_starter_on, starter_on, starters_had
from db.session import Unit

Actor = tuple[str, int | None]


async def look_ahead(session: Unit, *, now: datetime) -> int:
    """In the evening leaders hear what tomorrow brings; return for how many groups."""
    if is_quiet(now) or not is_own_hour(EVENING, now):
        return 0
    tomorrow, told = local_day(now) + timedelta(days=1), 0
    for group in await groups_with_starter_on(session, tomorrow.weekday()):
        if await _gives_way(session, group, tomorrow, now):
            continue
        midnight = instant(tomorrow, datetime.min.time())
        if not await take_slot(session, "ahead", str(group.id), midnight, now=now):
            continue
        planned = await _planned(session, group, tomorrow)
        said = shown(planned, group)
        for leader in await leaders_of(session, group.id):
            to = To.account(leader)
            enqueue(session, OutboxClass.MODERATION, to, "starters.ahead", said, now=now)
        told += 1
    return told


async def _gives_way(session: Unit, group: Group, day: date, now: datetime) -> bool:
    """To a rest of the group, and to what is said of a meeting the day before and on its day."""
    if await group_is_paused(session, group.id, day):
        return True
    meeting = await next_meeting(session, group.id, now)
    if meeting is None:
        return False
    return 0 <= (local_day(meeting.starts_at) - day).days <= 1


def shown(planned: Starter, group: Group) -> dict[str, object]:
    return {
        "starter": planned.id,
        "key": planned.key,
        "state": planned.state,
        "day": planned.day.isoformat(),
        "hour": group.story_hour,
        "group": group.title,
    }


async def _planned(session: Unit, group: Group, day: date) -> Starter:
    """The starter of that day; chosen now where nobody did."""
    found = await starter_on(session, group.id, day)
    if found is not None:
        return found
    key = suggest(group.programme, await starters_had(session, group.id), group.id).key
    made = Starter(group_id=group.id, day=day, key=key, state=StarterState.PLANNED)
    try:
        async with session.begin_nested():
            session.add(made)
            await session.flush()
    except IntegrityError:
        raced = await starter_on(session, group.id, day)
        assert raced is not None
        return raced
    return made


async def say_due(session: Unit, *, now: datetime) -> int:
    """At the group's hour, unless skipped, the group rests, or its day holds something else."""
    if is_quiet(now):
        return 0
    today, said = local_day(now), 0
    for group in await groups_with_starter_on(session, today.weekday()):
        if not is_own_hour(group.story_hour, now):
            continue
        if await _gives_way(session, group, today, now):
            continue
        planned = await _planned(session, group, today)
        if planned.state != StarterState.PLANNED:
            continue
        if not await take_group_day(session, group.id, now, now=now):
            continue
        planned.state = StarterState.SAID
        to, key = To.group(group.id), {"key": planned.key}
        enqueue(session, OutboxClass.REMINDER, to, "starters.starter", key, now=now)
        said += 1
    return said


def skip(session: Unit, planned: Starter, *, actor: Actor, now: datetime) -> bool:
    """False: it was said already."""
    if planned.state == StarterState.SAID:
        return False
    planned.state = StarterState.SKIPPED
    note(session, "starter_skipped", ("group", planned.group_id), actor=actor, now=now)
    return True


def unskip(session: Unit, planned: Starter, *, actor: Actor, now: datetime) -> bool:
    if planned.state == StarterState.SAID:
        return False
    planned.state = StarterState.PLANNED
    note(session, "starter_kept", ("group", planned.group_id), actor=actor, now=now)
    return True


async def another(
    session: Unit, planned: Starter, group: Group, *, actor: Actor, now: datetime
) -> bool:
    """The next one that the group has not had. False: it was said already."""
    if planned.state == StarterState.SAID:
        return False
    had = await starters_had(session, group.id)
    offered = [*had, *_offered(planned, group, had)]
    planned.key = suggest(group.programme, offered, group.id).key
    planned.state = StarterState.PLANNED
    note(session, "starter_other", ("group", planned.group_id), actor=actor, now=now)
    return True


def _offered(planned: Starter, group: Group, had: list[str]) -> list[str]:
    """Those suggested before the one that stands: pressing on goes through the whole list."""
    passed: list[str] = []
    while planned.key not in passed and len(passed) < REMEMBERED:
        passed.append(suggest(group.programme, [*had, *passed], group.id).key)
    return passed
