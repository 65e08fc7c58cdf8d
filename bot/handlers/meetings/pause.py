"""A pause for the whole group: a festival, the harvest, a death in the village."""

from bot.context import Turn
from bot.handlers.groups import managed_group
from bot.services.reminders.pauses import pause_group, resume_group
from bot.texts.meetings.planning import PAUSE_REASONS
from bot.texts.reminders.pauses import WEEKS
from db.enums import PauseReason


async def choose_group_pause(turn: Turn) -> None:
    """`meet_rest:3`, then with a reason, then with a number of weeks."""
    group = await managed_group(turn, turn.pressed_number())
    if group is None:
        return turn.say("meetings.not_yours")
    match turn.pressed[1:]:
        case [reason] if reason in PAUSE_REASONS:
            return turn.rewrite("meetings.ask_pause_length", group=group.id, reason=reason)
        case [reason, weeks] if reason in PAUSE_REASONS and weeks in map(str, filter(None, WEEKS)):
            until = await pause_group(
                turn.session,
                group,
                PauseReason(reason),
                int(weeks),
                actor=turn.actor,
                now=turn.now,
            )
            return turn.rewrite("meetings.group_paused", group=group.id, until=until.isoformat())
    return turn.rewrite("meetings.ask_pause_reason", group=group.id)


async def end_group_pause(turn: Turn) -> None:
    group = await managed_group(turn, turn.pressed_number())
    if group is None:
        return turn.say("meetings.not_yours")
    await resume_group(turn.session, group, actor=turn.actor, now=turn.now)
    return turn.rewrite("meetings.group_resumed")
