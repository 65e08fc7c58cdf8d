"""Requests to join: the person is asked for a code, a leader is asked to let them in."""

from bot.context import Turn
from bot.handlers.meetings.card import my_group, number
from bot.services.alerts.people import account_for
from bot.services.moderation.join_requests import DIGITS, answer_knock, knock, try_code
from db.enums import GroupKind
from db.models import Group
from db.queries.moderation.cases import locked_request, requests_of


async def knocked(turn: Turn) -> None:
    asked, group = turn.update.chat_join_request, turn.group
    if asked is None or group is None or group.kind != GroupKind.PEER:
        return
    account = await account_for(turn.session, asked.from_user.id, now=turn.now)
    busy = turn.speaker is not None and turn.speaker.waiting is not None
    name = asked.from_user.full_name
    await knock(turn.session, group, account, name, busy=busy, now=turn.now)


async def decided(turn: Turn) -> None:
    """`door:12:yes`."""
    request = await locked_request(turn.session, number(turn))
    group = await my_group(turn, request.group_id) if request else None
    if request is None or group is None:
        return turn.say("moderation.not_yours")
    if group.rights.get("can_invite_users") is False:
        return turn.say("moderation.refused", why="no_right")
    let_in = turn.pressed[1:] == ["yes"]
    if request.decided_at is None:
        await answer_knock(
            turn.session, request, group, let_in=let_in, actor=turn.actor, now=turn.now
        )
    return turn.rewrite("moderation.knock_answered", let_in=bool(request.let_in))


async def code_typed(turn: Turn) -> bool:
    """Six digits from somebody who knocked, whatever else the bot waits to hear from them."""
    text = turn.text.strip()
    if len(text) != DIGITS or not text.isdecimal():
        return False
    requests = await requests_of(turn.session, turn.me.account_id)
    if not requests:
        return False
    results = [await _try(turn, one.id, text) for one in requests]
    if True not in results:
        turn.say("moderation.wrong_code", again=False in results)
    return True


async def _try(turn: Turn, request_id: int, code: str) -> bool | None:
    request = await locked_request(turn.session, request_id)
    if request is None or request.decided_at is not None:
        return None
    group = await turn.session.get_one(Group, request.group_id)
    opened = await try_code(turn.session, request, group, code, now=turn.now)
    waiting = turn.me.waiting
    if opened is not False and waiting is not None and waiting.flow == "door":
        turn.done_waiting()
    return opened


async def no_code(turn: Turn) -> None:
    """Something else than six digits, where they were asked for."""
    if await requests_of(turn.session, turn.me.account_id):
        return turn.say("moderation.wrong_code", again=True)
    turn.done_waiting()
    return turn.say("menu.home" if turn.me.language else "onboarding.choose_language")
