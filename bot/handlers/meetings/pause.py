"""A whole group rests: a feast, a harvest, a death in the village."""

from bot.context import Turn
from bot.handlers.meetings.card import my_group, number
from bot.services.reminders.pauses import pause_group, resume_group
from bot.texts.meetings.planning import RESTS
from bot.texts.reminders.pauses import WEEKS
from db.enums import PauseReason


async def chosen(turn: Turn) -> None:
    """`meet_rest:3`, then with a reason, then with a number of weeks."""
    group = await my_group(turn, number(turn))
    if group is None:
        return turn.say("meetings.not_yours")
    match turn.pressed[1:]:
        case [reason] if reason in RESTS:
            return turn.rewrite("meetings.ask_rest_long", group=group.id, reason=reason)
        case [reason, weeks] if reason in RESTS and weeks in map(str, filter(None, WEEKS)):
            until = await pause_group(
                turn.session,
                group,
                PauseReason(reason),
                int(weeks),
                actor=turn.actor,
                now=turn.now,
            )
            return turn.rewrite("meetings.rests", group=group.id, until=until.isoformat())
    return turn.rewrite("meetings.ask_rest", group=group.id)


async def goes_on(turn: Turn) -> None:
    group = await my_group(turn, number(turn))
    if group is None:
        return turn.say("meetings.not_yours")
    await resume_group(turn.session, group, actor=turn.actor, now=turn.now)
    return turn.rewrite("meetings.goes_on")
