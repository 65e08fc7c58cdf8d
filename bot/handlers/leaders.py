"""For leaders: rest for a week, let somebody stand in, read a short lesson."""

from bot.context import Turn
from bot.domain.leaders import lessons
from bot.handlers.router import Router
from bot.keyboards.leaders import LeaderRest, ShowLesson
from bot.services.leaders import appoint_stand_in, end_leader_rest, start_leader_rest
from bot.texts import leaders as texts
from bot.texts.leaders import StandIn
from bot.texts.sentences import Message
from db.models import Group
from db.queries.groups import groups_led_by, membership
from db.queries.leaders import stand_in_candidates

CANDIDATES_OFFERED = 8

router = Router(__name__)


@router.command("mukhiya", "leader")
async def show_leader_cards(turn: Turn) -> None:
    groups = await groups_led_by(turn.session, turn.me.account_id)
    if not groups:
        return turn.say(texts.not_yours())
    for group in groups:
        turn.say(await _card(turn, group))


async def _card(turn: Turn, group: Group) -> Message:
    own = await membership(turn.session, group.id, turn.me.account_id)
    return texts.card(group=group.id, title=group.title, until=own.rests_until if own else None)


@router.button(LeaderRest)
async def choose_leader_rest(turn: Turn, press: LeaderRest) -> None:
    if press.group is None:
        return await show_leader_cards(turn)
    led = await groups_led_by(turn.session, turn.me.account_id)
    group = next((g for g in led if g.id == press.group), None)
    if group is None:
        return turn.say(texts.not_yours())
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


@router.button(ShowLesson)
async def show_lesson(turn: Turn, press: ShowLesson) -> None:
    """The pressed lesson. After the last one the first follows."""
    if not await groups_led_by(turn.session, turn.me.account_id):
        return turn.say(texts.not_yours())
    say = turn.rewrite if press.then == "on" else turn.say
    return say(texts.lesson(place=press.place % len(lessons())))
