"""A leader, or the clinic, decides about a message; the writer may object."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.context import Turn
from bot.handlers.groups import take_away
from bot.handlers.meetings.card import number
from bot.handlers.moderation.message import explain_in_group
from bot.handlers.moderation.reports import reported, target_of
from bot.services import moderation as deeds
from bot.services.moderation import Refused
from bot.texts import render
from db.enums import GroupKind, Language, MemberRole
from db.models import Group, HouseCase
from db.queries.groups import membership
from db.queries.moderation.cases import locked_case

Deed = Callable[..., Awaitable[Any]]
DEEDS: dict[str, Deed] = {
    "thank": deeds.thank,
    "word": deeds.private_word,
    "hide": deeds.hide,
    "restore": deeds.restore,
    "mute": deeds.mute,
    "unmute": deeds.unmute,
    "ask": deeds.ask_clinic,
    "close": deeds.close,
}


async def hide_now(turn: Turn) -> None:
    """`/hatao` as a reply. From somebody who does not lead it is a report."""
    group, message = turn.group, turn.message
    if group is None or message is None or group.kind != GroupKind.PEER:
        return None
    hidden = message.sender_chat is not None
    if hidden or turn.speaker is None or not await _may_decide(turn, group):
        return await reported(turn)
    take_away(turn, group, message)
    said = await target_of(turn, group)
    if said is None:
        return turn.say("moderation.how_to_hide")
    case = await deeds.open_case(turn.session, group, said, now=turn.now)
    await _do(turn, deeds.hide, case, group, turn.now)
    return await deeds.show_cards(turn.session, case, group, now=turn.now)


async def decided(turn: Turn) -> None:
    """`house:hide:12:3`: the deed, the case, and the version of the card that was pressed."""
    deed = DEEDS.get(turn.pressed[0]) if turn.pressed else None
    case = await locked_case(turn.session, number(turn, 1))
    group = await turn.session.get_one(Group, case.group_id) if case else None
    if deed is None or case is None or group is None or not await _may_decide(turn, group):
        return turn.say("moderation.not_yours")
    if turn.user is not None and case.telegram_id == turn.user.id:
        return turn.say("moderation.your_own")
    if await changed_since(turn, case, group):
        return None
    return await _do(turn, deed, case, group, turn.now)


async def changed_since(turn: Turn, case: HouseCase, group: Group) -> bool:
    """Whether somebody else decided since the card that was pressed; then it is shown anew."""
    await deeds.hear(turn.session, case.id, now=turn.now)
    if case.version == number(turn, 2):
        return False
    language = turn.me.language or Language.HINDI
    turn.toast(render("moderation.changed_since", {}, language).text)
    await deeds.show_cards(turn.session, case, group, now=turn.now)
    return True


async def _do(turn: Turn, deed: Deed, case: HouseCase, group: Group, now: datetime) -> None:
    refused = await deed(turn.session, case, group, actor=turn.actor, now=now)
    if isinstance(refused, Refused):
        turn.say("moderation.refused", why=refused.why)
    elif deed is deeds.hide:
        await explain_in_group(turn, group, case)


async def objects(turn: Turn) -> None:
    """Only who wrote it; the clinic then sees it too."""
    case = await locked_case(turn.session, number(turn))
    if case is None or turn.user is None or case.telegram_id != turn.user.id:
        return turn.say("menu.old_button")
    group = await turn.session.get_one(Group, case.group_id)
    stands = await deeds.object_to(turn.session, case, group, turn.me.account_id, now=turn.now)
    return turn.rewrite("moderation.objected" if stands else "moderation.put_right")


async def _may_decide(turn: Turn, group: Group) -> bool:
    """Asked anew at every press: who led once may lead no more."""
    if turn.me.staff is not None:
        return turn.me.staff.clinic_id == group.clinic_id
    found = await membership(turn.session, group.id, turn.me.account_id)
    return found is not None and found.role == MemberRole.LEADER
