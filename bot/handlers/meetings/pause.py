"""A pause for the whole group: a festival, the harvest, a death in the village."""

from bot.context import Turn
from bot.handlers.access.groups import managed_group
from bot.handlers.router import Router
from bot.keyboards.meetings import ChooseGroupPause, EndGroupPause
from bot.services.reminders.pauses import pause_group, resume_group
from bot.texts.meetings import pause as texts
from db.enums import PauseReason
from db.models import Group

router = Router(__name__)


@router.button(ChooseGroupPause, access=managed_group)
async def choose_group_pause(turn: Turn, press: ChooseGroupPause, group: Group) -> None:
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


@router.button(EndGroupPause, access=managed_group)
async def end_group_pause(turn: Turn, _press: EndGroupPause, group: Group) -> None:
    await resume_group(turn.session, group, actor=turn.actor, now=turn.now)
    return turn.rewrite(texts.group_resumed())
