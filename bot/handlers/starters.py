"""/hafta: what the group hears on which day, and what comes tomorrow."""

from datetime import time, timedelta
from typing import Any

from bot.context import Turn
from bot.domain.schedule import instant, local_day
from bot.domain.starters import next_day
from bot.handlers.meetings.card import my_group, number
from bot.services.slots import take_slot
from bot.services.starters import another, set_day, skip, unskip
from bot.services.starters.post import shown
from db.enums import StarterState
from db.models import Group, Starter
from db.queries.groups import groups_led_by, groups_of_clinic
from db.queries.meetings.schedule import group_is_paused, next_meeting
from db.queries.starters import starter_on

WHAT = ("starter", "story")


async def begin(turn: Turn) -> None:
    if turn.me.staff is not None:
        groups = await groups_of_clinic(turn.session, turn.me.staff.clinic_id)
    else:
        groups = await groups_led_by(turn.session, turn.me.account_id)
    if not groups:
        return turn.say("starters.not_yours")
    for group in groups:
        turn.say("starters.card", **await _card(turn, group))


async def _card(turn: Turn, group: Group) -> dict[str, Any]:
    today = local_day(turn.now)
    meeting = await next_meeting(turn.session, group.id, turn.now)
    coming = next_day(group.starter_weekday, today - timedelta(days=1))
    planned = await starter_on(turn.session, group.id, coming) if coming else None
    if planned is not None and planned.state == StarterState.SAID:
        coming, planned = next_day(group.starter_weekday, today), None
    return {
        "group": group.id,
        "title": group.title,
        "hour": group.story_hour,
        "starter": group.starter_weekday,
        "story": group.story_weekday,
        "meeting": local_day(meeting.starts_at).isoformat() if meeting else None,
        "next": coming.isoformat() if coming else None,
        "key": planned.key if planned and planned.state == StarterState.PLANNED else None,
        "skipped": planned is not None and planned.state == StarterState.SKIPPED,
        "rests": await group_is_paused(turn.session, group.id, today),
    }


async def changed(turn: Turn) -> None:
    """`rhythm:3` shows, `rhythm:3:story` asks for the day, `rhythm:3:story:4` sets it."""
    if not turn.pressed:
        return await begin(turn)
    group = await my_group(turn, number(turn))
    if group is None:
        return turn.say("starters.not_yours")
    match turn.pressed[1:]:
        case [what] if what in WHAT:
            return turn.rewrite("starters.ask_day", group=group.id, what=what)
        case [what, day] if what in WHAT and day in {*map(str, range(7)), "none"}:
            weekday = None if day == "none" else int(day)
            set_day(turn.session, group, what, weekday, actor=turn.actor, now=turn.now)
            await turn.session.flush()
    return turn.rewrite("starters.card", **await _card(turn, group))


async def starter(turn: Turn) -> None:
    """`starter:12:skip`, `starter:12:keep`, `starter:12:other`."""
    planned = await turn.session.get(Starter, number(turn), with_for_update=True)
    group = await my_group(turn, planned.group_id) if planned else None
    if planned is None or group is None:
        return turn.say("starters.not_yours")
    actor, now = turn.actor, turn.now
    if await _pressed_before(turn, planned):
        return None
    match turn.pressed[1:]:
        case ["skip"]:
            done = skip(turn.session, planned, actor=actor, now=now)
        case ["other"]:
            done = await another(turn.session, planned, group, actor=actor, now=now)
        case _:
            done = unskip(turn.session, planned, actor=actor, now=now)
    if not done or planned.day < local_day(now):
        return turn.rewrite("starters.too_late")
    return turn.replace("starters.ahead", **shown(planned, group))


async def _pressed_before(turn: Turn, planned: Starter) -> bool:
    """A second tap on a message that was answered: what it led to stands below it already."""
    message = turn.query.message if turn.query else None
    scope = f"{turn.me.account_id}:{message.message_id if message else 0}"
    midnight = instant(planned.day, time())
    return not await take_slot(turn.session, "starter_press", scope, midnight, now=turn.now)


COMMANDS = {"hafta": begin, "week": begin}
PRESSES = {"rhythm": changed, "starter": starter}
