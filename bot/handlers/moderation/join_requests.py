"""Requests to join a group: the person is asked for a code, a leader is asked to admit them."""

from bot.context import Turn
from bot.domain.moderation.sanctions import Refusal
from bot.handlers.access.groups import managed_group_or_none
from bot.handlers.router import Router
from bot.keyboards.moderation import AnswerJoinRequest
from bot.services.alerts.people import account_for_emergency
from bot.services.moderation.join_requests import (
    CODE_DIGITS,
    answer_join_request,
    receive_join_request,
    try_entry_code,
)
from bot.texts import menu as menu_texts
from bot.texts import onboarding as onboarding_texts
from bot.texts.moderation import cards
from bot.texts.moderation import join_requests as texts
from db.enums import BotRight, GroupKind
from db.models import Group
from db.queries.moderation.join_requests import locked_join_request, open_join_requests_of_account

router = Router(__name__)


async def take_join_request(turn: Turn) -> None:
    """Telegram says that somebody asked to join a group."""
    request, group = turn.update.chat_join_request, turn.group
    if request is None or group is None or group.kind != GroupKind.PEER:
        return
    account = await account_for_emergency(turn.session, request.from_user.id, now=turn.now)
    busy = turn.speaker is not None and turn.speaker.waiting is not None
    name = request.from_user.full_name
    await receive_join_request(turn.session, group, account, name, busy=busy, now=turn.now)


@router.button(AnswerJoinRequest)
async def decide_join_request(turn: Turn, press: AnswerJoinRequest) -> None:
    request = await locked_join_request(turn.session, press.request)
    group = await managed_group_or_none(turn, request.group_id) if request else None
    if request is None or group is None:
        return turn.say(cards.not_yours())
    if group.rights.get(BotRight.INVITE_USERS) is False:
        return turn.say(cards.refused(why=Refusal.NO_RIGHT_TO_INVITE))
    let_in = press.answer == "yes"
    if request.decided_at is None:
        await answer_join_request(
            turn.session, request, group, let_in=let_in, actor=turn.actor, now=turn.now
        )
    return turn.rewrite(texts.join_request_answered(let_in=bool(request.let_in)))


async def take_entry_code(turn: Turn) -> bool:
    """Whether the text was an entry code: six digits from somebody who asked to join.

    A code is taken whatever other dialogue is waiting for an answer.
    """
    text = turn.text.strip()
    if len(text) != CODE_DIGITS or not text.isdecimal():
        return False
    requests = await open_join_requests_of_account(turn.session, turn.me.account_id)
    if not requests:
        return False
    results = [await _try_code(turn, request.id, text) for request in requests]
    if True not in results:
        turn.say(texts.wrong_code(again=False in results))
    return True


async def _try_code(turn: Turn, request_id: int, code: str) -> bool | None:
    request = await locked_join_request(turn.session, request_id)
    if request is None or request.decided_at is not None:
        return None
    group = await turn.session.get_one(Group, request.group_id)
    admitted = await try_entry_code(turn.session, request, group, code, now=turn.now)
    waiting = turn.me.waiting
    if admitted is not False and waiting is not None and waiting.flow == "join_request":
        turn.stop_waiting()
    return admitted


@router.flow("join_request")
async def ask_code_again(turn: Turn) -> None:
    """Anything but six digits while the bot waits for an entry code."""
    if await open_join_requests_of_account(turn.session, turn.me.account_id):
        return turn.say(texts.wrong_code(again=True))
    turn.stop_waiting()
    return turn.say(menu_texts.home() if turn.me.language else onboarding_texts.choose_language())
