"""The group's week: on which days the bot posts a starter or a story, and the next starter."""

from datetime import time, timedelta
from typing import Any

from bot.context import Turn
from bot.domain.schedule import instant, local_day
from bot.domain.starters import next_day
from bot.handlers.groups import managed_group, managed_groups
from bot.services.slots import take_slot
from bot.services.starters import (
    keep_starter,
    replace_starter,
    set_week_day,
    skip_starter,
    starter_view,
)
from db.enums import StarterState
from db.models import Group, Starter
from db.queries.meetings.schedule import group_is_paused, next_meeting
from db.queries.starters import starter_on

SETTINGS = ("starter", "story")


async def show_week(turn: Turn) -> None:
    groups = await managed_groups(turn)
    if not groups:
        return turn.say("starters.not_yours")
    for group in groups:
        turn.say("starters.card", **await _card(turn, group))


async def _card(turn: Turn, group: Group) -> dict[str, Any]:
    today = local_day(turn.now)
    meeting = await next_meeting(turn.session, group.id, turn.now)
    day = next_day(group.starter_weekday, today - timedelta(days=1))
    planned = await starter_on(turn.session, group.id, day) if day else None
    if planned is not None and planned.state == StarterState.POSTED:
        day, planned = next_day(group.starter_weekday, today), None
    return {
        "group": group.id,
        "title": group.title,
        "hour": group.story_hour,
        "starter": group.starter_weekday,
        "story": group.story_weekday,
        "meeting": local_day(meeting.starts_at).isoformat() if meeting else None,
        "next": day.isoformat() if day else None,
        "key": planned.key if planned and planned.state == StarterState.PLANNED else None,
        "skipped": planned is not None and planned.state == StarterState.SKIPPED,
        "paused": await group_is_paused(turn.session, group.id, today),
    }


async def change_week_day(turn: Turn) -> None:
    """`week_day:3` shows the week, `week_day:3:story` asks for a day, a fourth part sets it."""
    if not turn.pressed:
        return await show_week(turn)
    group = await managed_group(turn, turn.pressed_number())
    if group is None:
        return turn.say("starters.not_yours")
    match turn.pressed[1:]:
        case [what] if what in SETTINGS:
            return turn.rewrite("starters.ask_day", group=group.id, what=what)
        case [what, day] if what in SETTINGS and day in {*map(str, range(7)), "none"}:
            weekday = None if day == "none" else int(day)
            set_week_day(turn.session, group, what, weekday, actor=turn.actor, now=turn.now)
            await turn.session.flush()
    return turn.rewrite("starters.card", **await _card(turn, group))


async def change_starter(turn: Turn) -> None:
    """`starter:12:skip`, `starter:12:keep`, `starter:12:other`."""
    planned = await turn.session.get(Starter, turn.pressed_number(), with_for_update=True)
    group = await managed_group(turn, planned.group_id) if planned else None
    if planned is None or group is None:
        return turn.say("starters.not_yours")
    actor, now = turn.actor, turn.now
    if await _pressed_before(turn, planned):
        return None
    match turn.pressed[1:]:
        case ["skip"]:
            done = skip_starter(turn.session, planned, actor=actor, now=now)
        case ["other"]:
            done = await replace_starter(turn.session, planned, group, actor=actor, now=now)
        case _:
            done = keep_starter(turn.session, planned, actor=actor, now=now)
    if not done or planned.day < local_day(now):
        return turn.rewrite("starters.too_late")
    return turn.replace("starters.preview", **starter_view(planned, group))


async def _pressed_before(turn: Turn, planned: Starter) -> bool:
    """Return whether this message was answered before: then its result is already below it."""
    message = turn.query.message if turn.query else None
    scope = f"{turn.me.account_id}:{message.message_id if message else 0}"
    midnight = instant(planned.day, time())
    return not await take_slot(turn.session, "starter_press", scope, midnight, now=turn.now)


COMMANDS = {"hafta": show_week, "week": show_week}
PRESSES = {"week_day": change_week_day, "starter": change_starter}
