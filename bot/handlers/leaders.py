"""For leaders: rest for a week, let somebody stand in, read a short lesson."""

from typing import Any

from bot.context import Turn
from bot.domain.leaders import lessons
from bot.services.leaders import appoint_stand_in, end_leader_rest, start_leader_rest
from db.models import Group
from db.queries.groups import groups_led_by, membership
from db.queries.leaders import stand_in_candidates

CANDIDATES_OFFERED = 8


async def show_leader_cards(turn: Turn) -> None:
    groups = await groups_led_by(turn.session, turn.me.account_id)
    if not groups:
        return turn.say("leaders.not_yours")
    for group in groups:
        turn.say("leaders.card", **await _card(turn, group))


async def _card(turn: Turn, group: Group) -> dict[str, Any]:
    own = await membership(turn.session, group.id, turn.me.account_id)
    until = own.rests_until if own else None
    return {
        "title": group.title,
        "group": group.id,
        "until": until.isoformat() if until else None,
    }


async def choose_leader_rest(turn: Turn) -> None:
    """The group, then `rest`, `over`, `back`, or `to` with the account of the stand-in."""
    if not turn.pressed:
        return await show_leader_cards(turn)
    led = await groups_led_by(turn.session, turn.me.account_id)
    group = next((g for g in led if g.id == turn.pressed_number()), None)
    if group is None:
        return turn.say("leaders.not_yours")
    me, actor, now = turn.me.account_id, turn.actor, turn.now
    match turn.pressed[1:]:
        case ["rest"]:
            if await start_leader_rest(turn.session, group, me, actor=actor, now=now) is None:
                return await _ask_stand_in(turn, group)
        case ["over"]:
            return await _ask_stand_in(turn, group)
        case ["to", _]:
            if (
                await appoint_stand_in(
                    turn.session, group, me, turn.pressed_number(2), actor=actor, now=now
                )
                is None
            ):
                return await _ask_stand_in(turn, group)
        case ["back"]:
            await end_leader_rest(turn.session, group, me, actor=actor, now=now)
    await turn.session.flush()
    return turn.rewrite("leaders.card", **await _card(turn, group))


async def _ask_stand_in(turn: Turn, group: Group) -> None:
    people = await stand_in_candidates(turn.session, group.id, CANDIDATES_OFFERED)
    turn.rewrite("leaders.ask_stand_in", group=group.id, people=[list(one) for one in people])


async def show_lesson(turn: Turn) -> None:
    """The pressed lesson. After the last one the first follows."""
    if not await groups_led_by(turn.session, turn.me.account_id):
        return turn.say("leaders.not_yours")
    place = turn.pressed_number() % len(lessons())
    (turn.rewrite if turn.pressed[1:] else turn.say)("leaders.lesson", place=place)


COMMANDS = {"mukhiya": show_leader_cards, "leader": show_leader_cards}
PRESSES = {"leader_rest": choose_leader_rest, "leader_lesson": show_lesson}
