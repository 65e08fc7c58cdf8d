"""Plan or move a meeting. Day, time and place are each chosen with one tap, or typed."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.context import Turn
from bot.domain.meetings.calendar import (
    FARTHEST_AHEAD,
    DateProblem,
    next_weekday,
    read_date,
    read_time,
)
from bot.domain.schedule import instant, local_day
from bot.handlers.access.groups import managed_group
from bot.handlers.access.meetings import meeting_of_plan
from bot.handlers.access.rules import Access, Refused
from bot.handlers.meetings import monthly_rule
from bot.handlers.meetings.dialog import MeetingPlanDialog, PlanStep
from bot.handlers.router import Router
from bot.keyboards.meetings import (
    ChooseMarketDay,
    ChooseMeetingDay,
    ChooseMeetingPlace,
    ChooseMeetingTime,
    ConfirmMeetingPlan,
    StartMeetingPlan,
)
from bot.services.meetings.planning import move_meeting, plan_meeting, set_market_day
from bot.services.meetings.view import meeting_view
from bot.texts.meetings import planning as texts
from bot.texts.meetings.monthly_rule import unclear_rule
from bot.texts.sentences import Message
from db.models import Group
from db.queries.meetings.schedule import next_meeting, places_of_group

PLACES_OFFERED = 2
PLACE_LENGTH = 120

router = Router(__name__)


Planned = tuple[MeetingPlanDialog, Group]


def plan_at(step: PlanStep) -> Access[object, Planned]:
    """The rule for a button under the question of this step."""

    async def open_plan(turn: Turn, _named: object) -> Planned | Refused:
        """A leader of the group, or staff of its clinic, whose plan is at this step."""
        dialog = turn.dialog_of(MeetingPlanDialog)
        if dialog is None or dialog.step is not step:
            return Refused(texts.plan_expired(), ("meeting", None))
        group = await managed_group(turn, dialog)
        return group if isinstance(group, Refused) else (dialog, group)

    return open_plan


@router.button(StartMeetingPlan, access=managed_group)
async def start_meeting_plan(turn: Turn, _press: StartMeetingPlan, group: Group) -> None:
    meeting = await next_meeting(turn.session, group.id, turn.now)
    meeting_id = meeting.id if meeting else None
    turn.wait(MeetingPlanDialog(PlanStep.DAY, group.id, meeting=meeting_id))
    return _ask_day(turn, group)


def _ask_day(turn: Turn, group: Group) -> None:
    """Offer the next two market days. If the market day is not known, ask for it first."""
    if group.market_weekday is None:
        return turn.rewrite(texts.ask_market_day(group=group.id, then="plan"))
    soon = next_weekday(group.market_weekday, local_day(turn.now))
    return turn.rewrite(texts.ask_day(days=[soon, soon + timedelta(weeks=1)]))


@router.button(ChooseMarketDay, access=managed_group)
async def choose_market_day(turn: Turn, press: ChooseMarketDay, group: Group) -> None:
    if not 0 <= press.weekday < 7:
        return turn.say(texts.not_yours())
    set_market_day(turn.session, group, press.weekday, actor=turn.actor, now=turn.now)
    if press.then == "rule":
        return await monthly_rule.ask_monthly_rule(turn, group)
    dialog = turn.dialog_of(MeetingPlanDialog)
    if dialog is None or dialog.step is not PlanStep.DAY:
        return turn.rewrite(texts.plan_expired())
    return _ask_day(turn, group)


@router.button(ChooseMeetingDay, access=plan_at(PlanStep.DAY))
async def choose_meeting_day(turn: Turn, press: ChooseMeetingDay, planned: Planned) -> None:
    today = local_day(turn.now)
    if not today <= press.day <= today + FARTHEST_AHEAD:
        return turn.rewrite(texts.plan_expired())
    return _ask_clock(turn, planned[0], press.day)


def _ask_clock(turn: Turn, dialog: MeetingPlanDialog, day: date) -> None:
    turn.wait(replace(dialog, step=PlanStep.CLOCK, day=day))
    _say_or_rewrite(turn, texts.ask_clock(day=day))


@router.button(ChooseMeetingTime, access=plan_at(PlanStep.CLOCK))
async def choose_meeting_time(turn: Turn, press: ChooseMeetingTime, planned: Planned) -> None:
    clock = read_time(press.clock)
    if clock is None:
        return turn.rewrite(texts.plan_expired())
    return await _ask_place(turn, planned[0], clock)


async def _ask_place(turn: Turn, dialog: MeetingPlanDialog, clock: time) -> None:
    if dialog.day is None or instant(dialog.day, clock) <= turn.now:
        return turn.say(texts.unclear_clock())
    places = (await places_of_group(turn.session, dialog.group))[:PLACES_OFFERED]
    turn.wait(replace(dialog, step=PlanStep.PLACE, clock=clock, places=tuple(places)))
    return _say_or_rewrite(turn, texts.ask_place(places=places))


@router.button(ChooseMeetingPlace, access=plan_at(PlanStep.PLACE))
async def choose_meeting_place(turn: Turn, press: ChooseMeetingPlace, planned: Planned) -> None:
    dialog, group = planned
    known = dict(enumerate(dialog.places))
    place = None if press.place == "none" else known.get(press.place)
    return _ask_confirmation(turn, dialog, group, place)


def _ask_confirmation(
    turn: Turn, dialog: MeetingPlanDialog, group: Group, place: str | None
) -> None:
    plan = replace(dialog, step=PlanStep.CONFIRM, place=place)
    turn.wait(plan)
    return _say_or_rewrite(turn, _confirm_plan(plan, group))


def _confirm_plan(plan: MeetingPlanDialog, group: Group) -> Message:
    assert plan.day is not None
    assert plan.clock is not None
    return texts.confirm_plan(title=group.title, day=plan.day, clock=plan.clock, place=plan.place)


@router.dialog(MeetingPlanDialog, access=managed_group)
async def take_plan_text(turn: Turn, dialog: MeetingPlanDialog, group: Group) -> None:
    """The answer to any step, typed instead of tapped."""
    text = " ".join(turn.text.split())
    match dialog.step:
        case PlanStep.DAY:
            return _take_typed_day(turn, dialog, group, text)
        case PlanStep.CLOCK if clock := read_time(text):
            return await _ask_place(turn, dialog, clock)
        case PlanStep.PLACE if 1 < len(text) <= PLACE_LENGTH:
            return _ask_confirmation(turn, dialog, group, text)
        case PlanStep.CLOCK:
            return turn.say(texts.unclear_clock())
        case PlanStep.PLACE:
            return turn.say(texts.unclear_place())
        case PlanStep.MARKET_DAY:
            return turn.say(texts.ask_market_day(group=group.id, then=dialog.then))
        case PlanStep.RULE:
            return turn.say(unclear_rule(group=group.id, weekday=dialog.weekday, has=dialog.has))
        case PlanStep.CONFIRM:
            return turn.say(_confirm_plan(dialog, group))


def _take_typed_day(turn: Turn, dialog: MeetingPlanDialog, group: Group, text: str) -> None:
    today = local_day(turn.now)
    day = read_date(text, today)
    if not isinstance(day, DateProblem):
        return _ask_clock(turn, dialog, day)
    if group.market_weekday is None and day is DateProblem.UNREAD:
        return turn.say(texts.ask_market_day(group=group.id, then="plan"))
    return turn.say(texts.unclear_day(why=day, like=today + timedelta(weeks=2)))


@router.button(ConfirmMeetingPlan, access=plan_at(PlanStep.CONFIRM))
async def confirm_meeting_plan(turn: Turn, press: ConfirmMeetingPlan, planned: Planned) -> None:
    dialog, group = planned
    turn.stop_waiting()
    if press.answer != "yes":
        return turn.rewrite(texts.plan_dropped())
    starts_at = instant(dialog.day, dialog.clock) if dialog.day and dialog.clock else turn.now
    if starts_at <= turn.now:
        return turn.rewrite(texts.plan_expired())
    session, place, actor, now = turn.session, dialog.place, turn.actor, turn.now
    old = await meeting_of_plan(turn, dialog)
    if old is not None and await move_meeting(session, old, starts_at, place, actor=actor, now=now):
        return turn.rewrite(texts.planned(meeting=meeting_view(old)))
    meeting = await plan_meeting(session, group, starts_at, place, actor=actor, now=now)
    return turn.rewrite(texts.planned(meeting=meeting_view(meeting)))


def _say_or_rewrite(turn: Turn, said: Message) -> None:
    """Replace the pressed question; after typed text, send a new message."""
    say = turn.rewrite if turn.query else turn.say
    say(said)
