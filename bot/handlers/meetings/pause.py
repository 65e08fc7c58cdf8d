"""A pause for the whole group: a festival, the harvest, a death in the village."""

from bot.context import Turn
from bot.handlers.access.groups import managed_group_or_none
from bot.handlers.router import Router
from bot.keyboards.meetings import ChooseGroupPause, EndGroupPause
from bot.services.reminders.pauses import pause_group, resume_group
from bot.texts.meetings import pause as texts
from bot.texts.meetings.planning import not_yours
from db.enums import PauseReason

router = Router(__name__)


@router.button(ChooseGroupPause)
async def choose_group_pause(turn: Turn, press: ChooseGroupPause) -> None:
    group = await managed_group_or_none(turn, press.group)
    if group is None:
        return turn.say(not_yours())
    if press.reason is None:
        return turn.rewrite(texts.ask_pause_reason(group=group.id))
    if press.weeks is None:
        return turn.rewrite(texts.ask_pause_length(group=group.id, reason=press.reason))
    until = await pause_group(
        turn.session,
        group,
        PauseReason(press.reason),
        press.weeks,
        actor=turn.actor,
        now=turn.now,
    )
    return turn.rewrite(texts.group_paused(group=group.id, until=until))


@router.button(EndGroupPause)
async def end_group_pause(turn: Turn, press: EndGroupPause) -> None:
    group = await managed_group_or_none(turn, press.group)
    if group is None:
        return turn.say(not_yours())
    await resume_group(turn.session, group, actor=turn.actor, now=turn.now)
    return turn.rewrite(texts.group_resumed())
