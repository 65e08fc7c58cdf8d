"""A leader, or the clinic, decides about a message; the writer may object."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.context import Turn
from bot.handlers.groups import delete_message
from bot.handlers.moderation.message import explain_hiding_in_group
from bot.handlers.moderation.reports import message_replied_to, report_by_command
from bot.services.moderation.actions import (
    ask_clinic,
    close_case,
    hide_message,
    object_to_decision,
    restore_message,
    send_private_word,
    thank_writer,
)
from bot.services.moderation.cases import open_case, show_case_cards
from bot.services.moderation.members import mute_member, unmute_member
from bot.services.moderation.outcomes import apply_outcomes
from bot.services.moderation.sanctions import Refused
from bot.texts import render
from db.enums import GroupKind, Language, MemberRole
from db.models import Group, ModerationCase
from db.queries.groups import membership
from db.queries.moderation.cases import locked_case

Action = Callable[..., Awaitable[Any]]
ACTIONS: dict[str, Action] = {
    "thank": thank_writer,
    "word": send_private_word,
    "hide": hide_message,
    "restore": restore_message,
    "mute": mute_member,
    "unmute": unmute_member,
    "ask": ask_clinic,
    "close": close_case,
}


async def hide_by_command(turn: Turn) -> None:
    """`/hatao` as a reply to a message. From anybody but a leader or staff it is a report."""
    group, message = turn.group, turn.message
    if group is None or message is None or group.kind != GroupKind.PEER:
        return None
    anonymous = message.sender_chat is not None
    if anonymous or turn.speaker is None or not await _may_decide(turn, group):
        return await report_by_command(turn)
    delete_message(turn, group, message)
    target = await message_replied_to(turn, group)
    if target is None:
        return turn.say("moderation.how_to_hide")
    case = await open_case(turn.session, group, target, now=turn.now)
    await _do(turn, hide_message, case, group, turn.now)
    return await show_case_cards(turn.session, case, group, now=turn.now)


async def decide_case(turn: Turn) -> None:
    """`moderation:hide:12:3`: the action, the case, and the version of the pressed card."""
    action = ACTIONS.get(turn.pressed[0]) if turn.pressed else None
    case = await locked_case(turn.session, turn.pressed_number(1))
    group = await turn.session.get_one(Group, case.group_id) if case else None
    if action is None or case is None or group is None or not await _may_decide(turn, group):
        return turn.say("moderation.not_yours")
    if turn.user is not None and case.telegram_id == turn.user.id:
        return turn.say("moderation.own_message")
    if await card_is_outdated(turn, case, group):
        return None
    return await _do(turn, action, case, group, turn.now)


async def card_is_outdated(turn: Turn, case: ModerationCase, group: Group) -> bool:
    """Whether the case changed after the pressed card was shown; then the card is shown again."""
    await apply_outcomes(turn.session, case.id, now=turn.now)
    if case.version == turn.pressed_number(2):
        return False
    language = turn.me.language or Language.HINDI
    turn.toast(render("moderation.card_outdated", {}, language).text)
    await show_case_cards(turn.session, case, group, now=turn.now)
    return True


async def _do(
    turn: Turn, action: Action, case: ModerationCase, group: Group, now: datetime
) -> None:
    refused = await action(turn.session, case, group, actor=turn.actor, now=now)
    if isinstance(refused, Refused):
        turn.say("moderation.refused", why=refused.why)
    elif action is hide_message:
        await explain_hiding_in_group(turn, group, case)


async def take_objection(turn: Turn) -> None:
    """From the writer of the message only; the clinic then gets the card, too."""
    case = await locked_case(turn.session, turn.pressed_number())
    if case is None or turn.user is None or case.telegram_id != turn.user.id:
        return turn.say("menu.old_button")
    group = await turn.session.get_one(Group, case.group_id)
    noted = await object_to_decision(turn.session, case, group, turn.me.account_id, now=turn.now)
    return turn.rewrite("moderation.objection_noted" if noted else "moderation.already_undone")


async def _may_decide(turn: Turn, group: Group) -> bool:
    """Checked at every press: a former leader may still have the card."""
    if turn.me.staff is not None:
        return turn.me.staff.clinic_id == group.clinic_id
    found = await membership(turn.session, group.id, turn.me.account_id)
    return found is not None and found.role == MemberRole.LEADER
