"""Plan or move a meeting. Day, time and place are each chosen with one tap, or typed."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from bot.context import Turn
from bot.domain.meetings.calendar import (
    FARTHEST_AHEAD,
    DateProblem,
    next_weekday,
    read_date,
    read_time,
)
from bot.domain.schedule import instant, local_day
from bot.handlers.access.groups import managed_group_or_none
from bot.handlers.meetings import monthly_rule
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
from db.queries.meetings.schedule import locked_meeting, next_meeting, places_of_group

PLACES_OFFERED = 2
PLACE_LENGTH = 120

router = Router(__name__)


@router.button(StartMeetingPlan)
async def start_meeting_plan(turn: Turn, press: StartMeetingPlan) -> None:
    group = await managed_group_or_none(turn, press.group)
    if group is None:
        return turn.say(texts.not_yours())
    meeting = await next_meeting(turn.session, group.id, turn.now)
    turn.wait("meeting_plan", "day", group=group.id, meeting=meeting.id if meeting else None)
    return _ask_day(turn, group)


def _ask_day(turn: Turn, group: Group) -> None:
    """Offer the next two market days. If the market day is not known, ask for it first."""
    if group.market_weekday is None:
        return turn.rewrite(texts.ask_market_day(group=group.id, then="plan"))
    soon = next_weekday(group.market_weekday, local_day(turn.now))
    return turn.rewrite(texts.ask_day(days=[soon, soon + timedelta(weeks=1)]))


@router.button(ChooseMarketDay)
async def choose_market_day(turn: Turn, press: ChooseMarketDay) -> None:
    group, weekday = await managed_group_or_none(turn, press.group), press.weekday
    if group is None or not 0 <= weekday < 7:
        return turn.say(texts.not_yours())
    set_market_day(turn.session, group, weekday, actor=turn.actor, now=turn.now)
    if press.then == "rule":
        return await monthly_rule.ask_monthly_rule(turn, group)
    if _plan_at(turn, "day") is None:
        return turn.rewrite(texts.plan_expired())
    return _ask_day(turn, group)


@router.button(ChooseMeetingDay)
async def choose_meeting_day(turn: Turn, press: ChooseMeetingDay) -> None:
    data, today = _plan_at(turn, "day"), local_day(turn.now)
    if data is None or not today <= press.day <= today + FARTHEST_AHEAD:
        return turn.rewrite(texts.plan_expired())
    return _ask_clock(turn, data, press.day)


def _ask_clock(turn: Turn, data: dict[str, Any], day: date) -> None:
    turn.wait("meeting_plan", "clock", **{**data, "day": day.isoformat()})
    _say_or_rewrite(turn, texts.ask_clock(day=day))


@router.button(ChooseMeetingTime)
async def choose_meeting_time(turn: Turn, press: ChooseMeetingTime) -> None:
    data, clock = _plan_at(turn, "clock"), read_time(press.clock)
    if data is None or clock is None:
        return turn.rewrite(texts.plan_expired())
    return await _ask_place(turn, data, clock)


async def _ask_place(turn: Turn, data: dict[str, Any], clock: time) -> None:
    if instant(date.fromisoformat(data["day"]), clock) <= turn.now:
        return turn.say(texts.unclear_clock())
    places = (await places_of_group(turn.session, data["group"]))[:PLACES_OFFERED]
    answers = {**data, "clock": f"{clock:%H:%M}", "places": places}
    turn.wait("meeting_plan", "place", **answers)
    return _say_or_rewrite(turn, texts.ask_place(places=places))


@router.button(ChooseMeetingPlace)
async def choose_meeting_place(turn: Turn, press: ChooseMeetingPlace) -> None:
    data = _plan_at(turn, "place")
    if data is None:
        return turn.rewrite(texts.plan_expired())
    known = dict(enumerate(data["places"]))
    place = None if press.place == "none" else known.get(press.place)
    return await _ask_confirmation(turn, data, place)


async def _ask_confirmation(turn: Turn, data: dict[str, Any], place: str | None) -> None:
    group = await managed_group_or_none(turn, data["group"])
    if group is None:
        turn.stop_waiting()
        return turn.say(texts.not_yours())
    answers = {**data, "place": place, "title": group.title}
    turn.wait("meeting_plan", "confirm", **answers)
    return _say_or_rewrite(turn, _confirm_plan(answers))


def _confirm_plan(answers: Mapping[str, Any]) -> Message:
    return texts.confirm_plan(
        title=answers["title"],
        day=date.fromisoformat(answers["day"]),
        clock=time.fromisoformat(answers["clock"]),
        place=answers["place"],
    )


@router.flow("meeting_plan")
async def take_plan_text(turn: Turn) -> None:
    """The answer to any step, typed instead of tapped."""
    waiting = turn.me.waiting
    assert waiting is not None
    text, data = " ".join(turn.text.split()), waiting.data
    match waiting.step:
        case "day":
            return await _take_typed_day(turn, data, text)
        case "clock" if clock := read_time(text):
            return await _ask_place(turn, data, clock)
        case "place" if 1 < len(text) <= PLACE_LENGTH:
            return await _ask_confirmation(turn, data, text)
        case "clock":
            return turn.say(texts.unclear_clock())
        case "place":
            return turn.say(texts.unclear_place())
        case "market_day":
            return turn.say(texts.ask_market_day(group=data["group"], then=data["then"]))
        case "rule":
            group, weekday, has = data["group"], data["weekday"], data["has"]
            return turn.say(unclear_rule(group=group, weekday=weekday, has=has))
    return turn.say(_confirm_plan(data))


async def _take_typed_day(turn: Turn, data: dict[str, Any], text: str) -> None:
    today = local_day(turn.now)
    day = read_date(text, today)
    if not isinstance(day, DateProblem):
        return _ask_clock(turn, data, day)
    group = await managed_group_or_none(turn, data["group"])
    if group is not None and group.market_weekday is None and day is DateProblem.UNREAD:
        return turn.say(texts.ask_market_day(group=group.id, then="plan"))
    return turn.say(texts.unclear_day(why=day, like=today + timedelta(weeks=2)))


@router.button(ConfirmMeetingPlan)
async def confirm_meeting_plan(turn: Turn, press: ConfirmMeetingPlan) -> None:
    data = _plan_at(turn, "confirm")
    if data is None:
        return turn.rewrite(texts.plan_expired())
    turn.stop_waiting()
    group = await managed_group_or_none(turn, data["group"])
    starts_at = instant(date.fromisoformat(data["day"]), time.fromisoformat(data["clock"]))
    if group is None:
        return turn.say(texts.not_yours())
    if press.answer != "yes":
        return turn.rewrite(texts.plan_dropped())
    if starts_at <= turn.now:
        return turn.rewrite(texts.plan_expired())
    session, place = turn.session, data["place"]
    old = await locked_meeting(session, data["meeting"]) if data["meeting"] else None
    actor, now = turn.actor, turn.now
    if old is not None and await move_meeting(session, old, starts_at, place, actor=actor, now=now):
        return turn.rewrite(texts.planned(meeting=meeting_view(old)))
    meeting = await plan_meeting(session, group, starts_at, place, actor=actor, now=now)
    return turn.rewrite(texts.planned(meeting=meeting_view(meeting)))


def _say_or_rewrite(turn: Turn, said: Message) -> None:
    """Replace the pressed question; after typed text, send a new message."""
    say = turn.rewrite if turn.query else turn.say
    say(said)


def _plan_at(turn: Turn, step: str) -> dict[str, Any] | None:
    """The answers so far; None if the pressed button belongs to another step."""
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("meeting_plan", step):
        return None
    return waiting.data
