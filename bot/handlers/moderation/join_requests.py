"""Requests to join a group: the person is asked for a code, a leader is asked to admit them."""

from bot.context import Turn
from bot.domain.moderation.sanctions import Refusal
from bot.handlers.access.moderation import JoinRequestOfGroup, join_request_to_answer
from bot.handlers.access.rules import anyone
from bot.handlers.router import Router
from bot.keyboards.moderation import AnswerJoinRequest
from bot.services.alerts.people import account_for_emergency
from bot.services.moderation.join_requests import (
    CODE_DIGITS,
    JoinRequestDialog,
    answer_join_request,
    receive_join_request,
    try_entry_code,
)
from bot.texts import menu as menu_texts
from bot.texts import onboarding as onboarding_texts
from bot.texts.moderation import cards
from bot.texts.moderation import join_requests as texts
from db.enums import BotRight, GroupKind
from db.queries.moderation.join_requests import open_join_requests_of_account

router = Router(__name__)


async def take_join_request(turn: Turn) -> None:
    """Telegram says that somebody asked to join a group."""
    request, group = turn.update.chat_join_request, turn.group
    if request is None or group is None or group.kind != GroupKind.PEER:
        return
    account = await account_for_emergency(turn.session, request.from_user.id, now=turn.now)
    busy = turn.dialog is not None
    name = request.from_user.full_name
    await receive_join_request(turn.session, group, account, name, busy=busy, now=turn.now)


@router.button(AnswerJoinRequest, access=join_request_to_answer)
async def decide_join_request(
    turn: Turn, press: AnswerJoinRequest, found: JoinRequestOfGroup
) -> None:
    request, group = found.request, found.group
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
    results = [
        await try_entry_code(turn.session, turn.me.account_id, request.id, text, now=turn.now)
        for request in requests
    ]
    if turn.dialog_of(JoinRequestDialog) and (True in results or None in results):
        turn.stop_waiting()
    if True not in results:
        turn.say(texts.wrong_code(again=False in results))
    return True


@router.dialog(JoinRequestDialog, access=anyone)
async def ask_code_again(turn: Turn, _dialog: JoinRequestDialog) -> None:
    """Anything but six digits while the bot waits for an entry code."""
    if await open_join_requests_of_account(turn.session, turn.me.account_id):
        return turn.say(texts.wrong_code(again=True))
    turn.stop_waiting()
    return turn.say(menu_texts.home() if turn.me.language else onboarding_texts.choose_language())
