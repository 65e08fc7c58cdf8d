"""The group's week: on which days the bot posts a starter or a story, and the next starter."""

from datetime import time, timedelta

from bot.context import Turn
from bot.domain.schedule import instant, local_day
from bot.domain.starters import next_day
from bot.handlers.access.starters import (
    StarterOfGroup,
    groups_of_change,
    groups_of_week,
    starter_of_group,
)
from bot.handlers.router import Router
from bot.keyboards.starters import ChangeStarter, ChangeWeek
from bot.services.slots import take_slot
from bot.services.starters import (
    keep_starter,
    replace_starter,
    set_week_day,
    skip_starter,
    starter_preview,
)
from bot.texts import starters as texts
from bot.texts.sentences import Message
from db.enums import StarterState
from db.models import Group, Starter
from db.queries.meetings.schedule import group_is_paused, next_meeting
from db.queries.starters import starter_on

router = Router(__name__)


@router.command("hafta", "week", access=groups_of_week)
async def show_week(turn: Turn, groups: list[Group]) -> None:
    for group in groups:
        turn.say(await _card(turn, group))


async def _card(turn: Turn, group: Group) -> Message:
    today = local_day(turn.now)
    meeting = await next_meeting(turn.session, group.id, turn.now)
    day = next_day(group.starter_weekday, today - timedelta(days=1))
    planned = await starter_on(turn.session, group.id, day) if day else None
    if planned is not None and planned.state == StarterState.POSTED:
        day, planned = next_day(group.starter_weekday, today), None
    return texts.card(
        group=group.id,
        title=group.title,
        paused=await group_is_paused(turn.session, group.id, today),
        starter_weekday=group.starter_weekday,
        story_weekday=group.story_weekday,
        hour=group.story_hour,
        meeting=local_day(meeting.starts_at) if meeting else None,
        next_question=day,
        key=planned.key if planned and planned.state == StarterState.PLANNED else None,
        skipped=planned is not None and planned.state == StarterState.SKIPPED,
    )


@router.button(ChangeWeek, access=groups_of_change)
async def change_week_day(turn: Turn, press: ChangeWeek, groups: list[Group]) -> None:
    """Show the week of one group or of all, ask for a day, or set one."""
    if press.group is None:
        return await show_week(turn, groups)
    (group,) = groups
    if press.setting is not None and press.day is None:
        return turn.rewrite(texts.ask_day(group=group.id, setting=press.setting))
    if press.setting is not None:
        weekday = None if press.day in (None, "none") else int(press.day)
        set_week_day(turn.session, group, press.setting, weekday, actor=turn.actor, now=turn.now)
        await turn.session.flush()
    return turn.rewrite(await _card(turn, group))


@router.button(ChangeStarter, access=starter_of_group)
async def change_starter(turn: Turn, press: ChangeStarter, found: StarterOfGroup) -> None:
    planned, group = found.starter, found.group
    actor, now = turn.actor, turn.now
    if await _pressed_before(turn, planned):
        return None
    match press.change:
        case "skip":
            done = skip_starter(turn.session, planned, actor=actor, now=now)
        case "keep":
            done = keep_starter(turn.session, planned, actor=actor, now=now)
        case "other":
            done = await replace_starter(turn.session, planned, group, actor=actor, now=now)
    if not done or planned.day < local_day(now):
        return turn.rewrite(texts.too_late())
    return turn.replace(starter_preview(planned, group))


async def _pressed_before(turn: Turn, planned: Starter) -> bool:
    """Return whether this message was answered before: then its result is already below it."""
    message = turn.query.message if turn.query else None
    scope = f"{turn.me.account_id}:{message.message_id if message else 0}"
    midnight = instant(planned.day, time())
    return not await take_slot(turn.session, "starter_press", scope, midnight, now=turn.now)
