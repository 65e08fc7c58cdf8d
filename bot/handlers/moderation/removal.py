"""Removing somebody from a group, or readmitting them: only the clinic may, after confirming."""

from bot.context import Turn
from bot.handlers.access.moderation import CaseOfGroup, case_of_clinic
from bot.handlers.moderation.decisions import card_is_outdated
from bot.handlers.router import Router
from bot.keyboards.moderation import DecideRemoval
from bot.services.moderation.members import readmit_member, remove_member
from bot.texts.moderation import cards as texts
from db.models import Group, ModerationCase

router = Router(__name__)


@router.button(DecideRemoval, access=case_of_clinic)
async def decide_removal(turn: Turn, press: DecideRemoval, found: CaseOfGroup) -> None:
    """It asks, then takes yes or no; later `back` readmits them."""
    if press.step == "no":
        return turn.rewrite(texts.removal_cancelled())
    if await card_is_outdated(turn, found, press.version):
        return None
    case, group = found.case, found.group
    match press.step:
        case "ask":
            return _ask(turn, case, group)
        case "yes":
            return await _remove(turn, case, group)
        case "back":
            return await _readmit(turn, case, group)


def _ask(turn: Turn, case: ModerationCase, group: Group) -> None:
    turn.say(
        texts.confirm_removal(case=case.id, version=case.version, name=case.name, group=group.title)
    )


async def _remove(turn: Turn, case: ModerationCase, group: Group) -> None:
    refused = await remove_member(turn.session, case, group, actor=turn.actor, now=turn.now)
    turn.rewrite(texts.refused(why=refused) if refused else texts.removal_started())


async def _readmit(turn: Turn, case: ModerationCase, group: Group) -> None:
    refused = await readmit_member(turn.session, case, group, actor=turn.actor, now=turn.now)
    if refused is not None:
        turn.say(texts.refused(why=refused))
