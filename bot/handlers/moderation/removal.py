"""Removing somebody from a group, or readmitting them: only the clinic may, after confirming."""

from bot.context import Turn
from bot.handlers.moderation.decisions import card_is_outdated
from bot.services.moderation.members import readmit_member, remove_member
from bot.services.moderation.sanctions import Refused
from db.models import Group, ModerationCase
from db.queries.moderation.cases import locked_case


async def decide_removal(turn: Turn) -> None:
    """`remove:ask:12:3`, then `remove:yes:12:3` or `remove:no:12:3`; later `remove:back:12:4`."""
    case = await locked_case(turn.session, turn.pressed_number(1))
    group = await turn.session.get_one(Group, case.group_id) if case else None
    if case is None or group is None or not _is_own_group(turn, group):
        return turn.say("moderation.clinic_only")
    if turn.user is not None and case.telegram_id == turn.user.id:
        return turn.say("moderation.own_message")
    if turn.pressed[0] == "no":
        return turn.rewrite("moderation.removal_cancelled")
    if await card_is_outdated(turn, case, group):
        return None
    return await _do(turn, case, group)


async def _do(turn: Turn, case: ModerationCase, group: Group) -> None:
    session, actor, now = turn.session, turn.actor, turn.now
    match turn.pressed[0]:
        case "ask":
            name, title = case.name, group.title
            return turn.say(
                "moderation.confirm_removal",
                case=case.id,
                version=case.version,
                name=name,
                group=title,
            )
        case "yes":
            refused = await remove_member(session, case, group, actor=actor, now=now)
            return _answer(turn, refused, "moderation.removal_started")
        case "back":
            refused = await readmit_member(session, case, group, actor=actor, now=now)
            if refused is not None:
                return turn.say("moderation.refused", why=refused.why)
            return None
    return turn.say("menu.old_button")


def _answer(turn: Turn, refused: Refused | None, template: str) -> None:
    if refused is not None:
        return turn.rewrite("moderation.refused", why=refused.why)
    return turn.rewrite(template)


def _is_own_group(turn: Turn, group: Group) -> bool:
    return turn.me.staff is not None and turn.me.staff.clinic_id == group.clinic_id
