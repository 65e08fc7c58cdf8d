"""/mukhiya: a leader rests, hands the group over for a week, or reads a short lesson."""

from typing import Any

from bot.context import Turn
from bot.domain.leaders import lessons
from bot.handlers.meetings.card import number
from bot.services.leaders import come_back, hand_over, rest
from db.models import Group
from db.queries.groups import groups_led_by, membership
from db.queries.leaders.roles import could_lead

NAMES = 8


async def begin(turn: Turn) -> None:
    groups = await groups_led_by(turn.session, turn.me.account_id)
    if not groups:
        return turn.say("leaders.not_yours")
    for group in groups:
        turn.say("leaders.card", **await _card(turn, group))


async def _card(turn: Turn, group: Group) -> dict[str, Any]:
    mine = await membership(turn.session, group.id, turn.me.account_id)
    until = mine.rests_until if mine else None
    return {
        "title": group.title,
        "group": group.id,
        "until": until.isoformat() if until else None,
    }


async def chosen(turn: Turn) -> None:
    """`leads:3:rest`, `leads:3:over`, `leads:3:back`, or `leads:3:to:17` with the account."""
    if not turn.pressed:
        return await begin(turn)
    led = await groups_led_by(turn.session, turn.me.account_id)
    group = next((one for one in led if one.id == number(turn)), None)
    if group is None:
        return turn.say("leaders.not_yours")
    me, actor, now = turn.me.account_id, turn.actor, turn.now
    match turn.pressed[1:]:
        case ["rest"]:
            if await rest(turn.session, group, me, actor=actor, now=now) is None:
                return await _ask_who(turn, group)
        case ["over"]:
            return await _ask_who(turn, group)
        case ["to", _]:
            if (
                await hand_over(turn.session, group, me, number(turn, 2), actor=actor, now=now)
                is None
            ):
                return await _ask_who(turn, group)
        case ["back"]:
            await come_back(turn.session, group, me, actor=actor, now=now)
    await turn.session.flush()
    return turn.rewrite("leaders.card", **await _card(turn, group))


async def _ask_who(turn: Turn, group: Group) -> None:
    people = await could_lead(turn.session, group.id, NAMES)
    turn.rewrite("leaders.ask_who", group=group.id, people=[list(one) for one in people])


async def lesson(turn: Turn) -> None:
    """Read again at each press; after the last comes the first."""
    if not await groups_led_by(turn.session, turn.me.account_id):
        return turn.say("leaders.not_yours")
    place = number(turn) % len(lessons())
    (turn.rewrite if turn.pressed[1:] else turn.say)("leaders.lesson", place=place)


COMMANDS = {"mukhiya": begin, "leader": begin}
PRESSES = {"leads": chosen, "lesson": lesson}
