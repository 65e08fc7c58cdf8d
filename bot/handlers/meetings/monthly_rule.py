"""The monthly rule: a group meets on the same day of each month, like the second Tuesday."""

from bot.context import Turn
from bot.domain.meetings.calendar import LAST_OF_MONTH
from bot.domain.schedule import local_day
from bot.handlers.access.groups import managed_group
from bot.handlers.meetings.card import drop_open_plan
from bot.handlers.meetings.dialog import MeetingPlanDialog, PlanStep
from bot.handlers.router import Router
from bot.keyboards.meetings import ChooseMonthlyRule, StartMonthlyRule
from bot.services.meetings.planning import end_monthly_rule, set_monthly_rule
from bot.services.meetings.view import meeting_view
from bot.texts.meetings import monthly_rule as texts
from bot.texts.meetings.planning import ask_market_day, not_yours
from db.models import Group
from db.queries.meetings.schedule import next_meeting

router = Router(__name__)


@router.button(StartMonthlyRule, access=managed_group)
async def start_monthly_rule(turn: Turn, _press: StartMonthlyRule, group: Group) -> None:
    return await ask_monthly_rule(turn, group)


async def ask_monthly_rule(turn: Turn, group: Group) -> None:
    """Offer the market day; if it is not known, the weekday of the planned meeting."""
    weekday = group.market_weekday
    meeting = await next_meeting(turn.session, group.id, turn.now)
    if weekday is None and meeting is not None:
        weekday = local_day(meeting.starts_at).weekday()
    if weekday is None:
        turn.wait(MeetingPlanDialog(PlanStep.MARKET_DAY, group.id, then="rule"))
        return turn.rewrite(ask_market_day(group=group.id, then="rule"))
    has = group.meets_nth is not None
    turn.wait(MeetingPlanDialog(PlanStep.RULE, group.id, weekday=weekday, has=has))
    return turn.rewrite(texts.ask_rule(group=group.id, weekday=weekday, has=has))


@router.button(ChooseMonthlyRule, access=managed_group)
async def choose_monthly_rule(turn: Turn, press: ChooseMonthlyRule, group: Group) -> None:
    nth, weekday = press.nth, press.weekday
    if not 0 <= nth <= LAST_OF_MONTH or not 0 <= weekday < 7:
        return turn.say(not_yours())
    drop_open_plan(turn)
    if nth == 0:
        end_monthly_rule(turn.session, group, actor=turn.actor, now=turn.now)
        return turn.rewrite(texts.rule_ended())
    planned = await next_meeting(turn.session, group.id, turn.now)
    created = await set_monthly_rule(
        turn.session, group, nth, weekday, like=planned, actor=turn.actor, now=turn.now
    )
    meeting = created or planned
    view = meeting_view(meeting) if meeting else None
    return turn.rewrite(texts.rule_set(nth=nth, weekday=weekday, meeting=view))
