"""Taking somebody out of a group, and letting them in again: the clinic's alone, asked twice."""

from bot.context import Turn
from bot.handlers.meetings.card import number
from bot.handlers.moderation.decisions import changed_since
from bot.services import moderation as deeds
from bot.services.moderation import Refused
from db.models import Group, HouseCase
from db.queries.moderation.cases import locked_case


async def decided(turn: Turn) -> None:
    """`out:ask:12:3`, then `out:yes:12:3` or `out:no:12:3`; and `out:back:12:4`."""
    case = await locked_case(turn.session, number(turn, 1))
    group = await turn.session.get_one(Group, case.group_id) if case else None
    if case is None or group is None or not _is_ours(turn, group):
        return turn.say("moderation.clinic_only")
    if turn.user is not None and case.telegram_id == turn.user.id:
        return turn.say("moderation.your_own")
    if turn.pressed[0] == "no":
        return turn.rewrite("moderation.nobody_out")
    if await changed_since(turn, case, group):
        return None
    return await _do(turn, case, group)


async def _do(turn: Turn, case: HouseCase, group: Group) -> None:
    session, actor, now = turn.session, turn.actor, turn.now
    match turn.pressed[0]:
        case "ask":
            name, title = case.name, group.title
            return turn.say(
                "moderation.sure_out", case=case.id, version=case.version, name=name, group=title
            )
        case "yes":
            refused = await deeds.remove(session, case, group, actor=actor, now=now)
            return _answer(turn, refused, "moderation.goes_out")
        case "back":
            refused = await deeds.let_in(session, case, group, actor=actor, now=now)
            if refused is not None:
                return turn.say("moderation.refused", why=refused.why)
            return None
    return turn.say("menu.old_button")


def _answer(turn: Turn, refused: Refused | None, done: str) -> None:
    if refused is not None:
        return turn.rewrite("moderation.refused", why=refused.why)
    return turn.rewrite(done)


def _is_ours(turn: Turn, group: Group) -> bool:
    return turn.me.staff is not None and turn.me.staff.clinic_id == group.clinic_id
