"""For leaders: rest for a week, let somebody stand in, read a short lesson."""

from bot.context import Turn
from bot.domain.leaders import lessons
from bot.handlers.access.groups import led_groups
from bot.handlers.access.rules import Refused
from bot.handlers.router import Router
from bot.keyboards.leaders import LeaderRest, ShowLesson
from bot.services.leaders import appoint_stand_in, end_leader_rest, start_leader_rest
from bot.texts import leaders as texts
from bot.texts.leaders import StandIn
from bot.texts.sentences import Message
from db.models import Group
from db.queries.groups import membership
from db.queries.leaders import stand_in_candidates

CANDIDATES_OFFERED = 8

router = Router(__name__)


@router.command("mukhiya", "leader", access=led_groups)
async def show_leader_cards(turn: Turn, groups: list[Group]) -> None:
    for group in groups:
        turn.say(await _card(turn, group))


async def _card(turn: Turn, group: Group) -> Message:
    own = await membership(turn.session, group.id, turn.me.account_id)
    return texts.card(group=group.id, title=group.title, until=own.rests_until if own else None)


async def groups_of_rest(turn: Turn, press: LeaderRest) -> list[Group] | Refused:
    """A leader of the group on the button; without one, of any group."""
    led = await led_groups(turn, press)
    if isinstance(led, Refused) or press.group is None:
        return led
    found = [group for group in led if group.id == press.group]
    return found or Refused(texts.not_yours(), ("group", press.group))


@router.button(LeaderRest, access=groups_of_rest)
async def choose_leader_rest(turn: Turn, press: LeaderRest, groups: list[Group]) -> None:
    if press.group is None:
        return await show_leader_cards(turn, groups)
    (group,) = groups
    me, actor, now = turn.me.account_id, turn.actor, turn.now
    match press.choice:
        case "rest":
            if await start_leader_rest(turn.session, group, me, actor=actor, now=now) is None:
                return await _ask_stand_in(turn, group)
        case "over":
            return await _ask_stand_in(turn, group)
        case "to":
            other = press.stand_in
            if other is None or not await appoint_stand_in(
                turn.session, group, me, other, actor=actor, now=now
            ):
                return await _ask_stand_in(turn, group)
        case "back":
            await end_leader_rest(turn.session, group, me, actor=actor, now=now)
    await turn.session.flush()
    return turn.rewrite(await _card(turn, group))


async def _ask_stand_in(turn: Turn, group: Group) -> None:
    found = await stand_in_candidates(turn.session, group.id, CANDIDATES_OFFERED)
    people = [StandIn(account, name) for account, name in found]
    turn.rewrite(texts.ask_stand_in(group=group.id, people=people))


@router.button(ShowLesson, access=led_groups)
async def show_lesson(turn: Turn, press: ShowLesson, _groups: list[Group]) -> None:
    """The pressed lesson. After the last one the first follows."""
    say = turn.rewrite if press.then == "on" else turn.say
    return say(texts.lesson(place=press.place % len(lessons())))
