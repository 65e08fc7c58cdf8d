"""The same day of each month: the second Tuesday, the last market day."""

from bot.context import Turn
from bot.domain.meetings.calendar import LAST
from bot.domain.schedule import local_day
from bot.handlers.meetings.card import forget_question, my_group, number
from bot.services.meetings import forget_rule, keep_rule
from bot.services.meetings import shown as of
from db.models import Group
from db.queries.meetings.schedule import next_meeting


async def begin(turn: Turn) -> None:
    group = await my_group(turn, number(turn))
    if group is None:
        return turn.say("meetings.not_yours")
    return await ask(turn, group)


async def ask(turn: Turn, group: Group) -> None:
    """On the market day, else on the weekday of the meeting that is planned."""
    weekday = group.haat_weekday
    meeting = await next_meeting(turn.session, group.id, turn.now)
    if weekday is None and meeting is not None:
        weekday = local_day(meeting.starts_at).weekday()
    if weekday is None:
        turn.wait("baithak", "haat", group=group.id, then="rule")
        return turn.rewrite("meetings.ask_haat", group=group.id, then="rule")
    asked = {"group": group.id, "weekday": weekday, "has": group.meets_nth is not None}
    turn.wait("baithak", "rule", **asked)
    return turn.rewrite("meetings.ask_rule", **asked)


async def chosen(turn: Turn) -> None:
    group, nth, weekday = await my_group(turn, number(turn)), number(turn, 1), number(turn, 2)
    if group is None or not 0 <= nth <= LAST or not 0 <= weekday < 7:
        return turn.say("meetings.not_yours")
    forget_question(turn)
    if nth == 0:
        forget_rule(turn.session, group, actor=turn.actor, now=turn.now)
        return turn.rewrite("meetings.rule_gone")
    planned = await next_meeting(turn.session, group.id, turn.now)
    made = await keep_rule(
        turn.session, group, nth, weekday, like=planned, actor=turn.actor, now=turn.now
    )
    shown = made or planned
    of_it = of(shown) if shown else {"day": None}
    return turn.rewrite("meetings.rule_kept", nth=nth, weekday=weekday, **of_it)
