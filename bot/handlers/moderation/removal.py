"""Removing somebody from a group, or readmitting them: only the clinic may, after confirming."""

from bot.context import Turn
from bot.handlers.moderation.decisions import card_is_outdated
from bot.handlers.router import Router
from bot.keyboards.moderation import DecideRemoval
from bot.services.moderation.members import readmit_member, remove_member
from bot.texts.moderation import cards as texts
from db.models import Group, ModerationCase
from db.queries.moderation.cases import locked_case

router = Router(__name__)


@router.button(DecideRemoval)
async def decide_removal(turn: Turn, press: DecideRemoval) -> None:
    """It asks, then takes yes or no; later `back` readmits them."""
    case = await locked_case(turn.session, press.case)
    group = await turn.session.get_one(Group, case.group_id) if case else None
    if case is None or group is None or not _is_own_group(turn, group):
        return turn.say(texts.clinic_only())
    if turn.user is not None and case.telegram_id == turn.user.id:
        return turn.say(texts.own_message())
    if press.step == "no":
        return turn.rewrite(texts.removal_cancelled())
    if await card_is_outdated(turn, case, group, press.version):
        return None
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


def _is_own_group(turn: Turn, group: Group) -> bool:
    return turn.me.staff is not None and turn.me.staff.clinic_id == group.clinic_id
