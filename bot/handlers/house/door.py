"""Requests to join: the person is asked for a code, a leader is asked to let them in."""

from bot.context import Turn
from bot.handlers.meetings.card import my_group, number
from bot.services.alerts.people import account_for
from bot.services.house.door import answer_knock, knock, try_code
from db.enums import GroupKind
from db.models import Group
from db.queries.house import locked_request


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
        return turn.say("house.not_yours")
    if group.rights.get("can_invite_users") is False:
        return turn.say("house.refused", why="no_right")
    let_in = turn.pressed[1:] == ["yes"]
    if request.decided_at is None:
        await answer_knock(
            turn.session, request, group, let_in=let_in, actor=turn.actor, now=turn.now
        )
    return turn.rewrite("house.knock_answered", let_in=bool(request.let_in))


async def code_given(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    request = await locked_request(turn.session, int(waiting.data["request"]))
    if (
        request is None
        or request.decided_at is not None
        or request.account_id != turn.me.account_id
    ):
        return turn.done_waiting()
    group = await turn.session.get_one(Group, request.group_id)
    opened = await try_code(turn.session, request, group, turn.text.strip(), now=turn.now)
    if opened is not False:
        turn.done_waiting()
    if not opened:
        turn.say("house.wrong_code", again=opened is False)
