"""A leader, or the clinic, decides about a message; the writer may object."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.context import Turn
from bot.domain.moderation.sanctions import Refusal
from bot.handlers.access.moderation import (
    CaseOfGroup,
    case_of_writer,
    case_to_decide,
    may_decide,
)
from bot.handlers.access.rules import anyone
from bot.handlers.groups import delete_message
from bot.handlers.moderation.message import explain_hiding_in_group
from bot.handlers.moderation.reports import message_replied_to, report_by_command
from bot.handlers.router import Router
from bot.keyboards.moderation import CaseAction, DecideCase, ObjectTo
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
from bot.texts.moderation import cards as texts
from bot.texts.moderation import replies
from db.enums import GroupKind
from db.models import Group, ModerationCase

Action = Callable[..., Awaitable[Any]]
ACTIONS: dict[CaseAction, Action] = {
    CaseAction.THANK: thank_writer,
    CaseAction.WORD: send_private_word,
    CaseAction.HIDE: hide_message,
    CaseAction.RESTORE: restore_message,
    CaseAction.MUTE: mute_member,
    CaseAction.UNMUTE: unmute_member,
    CaseAction.ASK: ask_clinic,
    CaseAction.CLOSE: close_case,
}

router = Router(__name__)


@router.group_command("hatao", access=anyone)
async def hide_by_command(turn: Turn) -> None:
    """`/hatao` as a reply to a message. From anybody but a leader or staff it is a report."""
    group, message = turn.group, turn.message
    if group is None or message is None or group.kind != GroupKind.PEER:
        return None
    anonymous = message.sender_chat is not None
    if anonymous or not await may_decide(turn, group):
        return await report_by_command(turn)
    delete_message(turn, group, message)
    target = await message_replied_to(turn, group)
    if target is None:
        return turn.say(replies.how_to_hide())
    case = await open_case(turn.session, group, target, now=turn.now)
    await _do(turn, hide_message, case, group, turn.now)
    return await show_case_cards(turn.session, case, group, now=turn.now)


@router.button(DecideCase, access=case_to_decide)
async def decide_case(turn: Turn, press: DecideCase, found: CaseOfGroup) -> None:
    if await card_is_outdated(turn, found, press.version):
        return None
    return await _do(turn, ACTIONS[press.action], found.case, found.group, turn.now)


async def card_is_outdated(turn: Turn, found: CaseOfGroup, version: int) -> bool:
    """Whether the case changed after the pressed card was shown; then the card is shown again."""
    await apply_outcomes(turn.session, found.case.id, now=turn.now)
    if found.case.version == version:
        return False
    turn.toast(texts.card_outdated())
    await show_case_cards(turn.session, found.case, found.group, now=turn.now)
    return True


async def _do(
    turn: Turn, action: Action, case: ModerationCase, group: Group, now: datetime
) -> None:
    refused = await action(turn.session, case, group, actor=turn.actor, now=now)
    if isinstance(refused, Refusal):
        turn.say(texts.refused(why=refused))
    elif action is hide_message:
        await explain_hiding_in_group(turn, group, case)


@router.button(ObjectTo, access=case_of_writer)
async def take_objection(turn: Turn, _press: ObjectTo, found: CaseOfGroup) -> None:
    """The clinic then gets the card, too."""
    noted = await object_to_decision(
        turn.session, found.case, found.group, turn.me.account_id, now=turn.now
    )
    return turn.rewrite(replies.objection_noted() if noted else replies.already_undone())
