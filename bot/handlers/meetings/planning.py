"""Planning or moving a meeting: the day, the hour, the place, each one tap or a few signs."""

from datetime import date, time, timedelta
from typing import Any

from bot.context import Turn
from bot.domain.meetings.calendar import FARTHEST, Misread, next_weekday, read_date, read_time
from bot.domain.schedule import instant, local_day
from bot.handlers.meetings import monthly_rule
from bot.handlers.meetings.card import my_group, number
from bot.services.meetings import move, plan, set_haat
from bot.services.meetings import shown as of
from db.models import Group
from db.queries.meetings.schedule import locked_meeting, next_meeting, places_of

PLACES = 2
PLACE_LENGTH = 120


async def begin(turn: Turn) -> None:
    group = await my_group(turn, number(turn))
    if group is None:
        return turn.say("meetings.not_yours")
    meeting = await next_meeting(turn.session, group.id, turn.now)
    turn.wait("baithak", "day", group=group.id, meeting=meeting.id if meeting else None)
    return _ask_day(turn, group)


def _ask_day(turn: Turn, group: Group) -> None:
    """The next two market days; a leader who never said which they are is asked that first."""
    if group.haat_weekday is None:
        return turn.rewrite("meetings.ask_haat", group=group.id, then="plan")
    soon = next_weekday(group.haat_weekday, local_day(turn.now))
    days = [soon.isoformat(), (soon + timedelta(weeks=1)).isoformat()]
    return turn.rewrite("meetings.ask_day", days=days)


async def haat_chosen(turn: Turn) -> None:
    group, weekday = await my_group(turn, number(turn)), number(turn, 1)
    if group is None or not 0 <= weekday < 7:
        return turn.say("meetings.not_yours")
    set_haat(turn.session, group, weekday, actor=turn.actor, now=turn.now)
    if turn.pressed[2:] == ["rule"]:
        return await monthly_rule.ask(turn, group)
    return _ask_day(turn, group) if _data(turn, "day") else turn.rewrite("meetings.over")


async def day_chosen(turn: Turn) -> None:
    data, today = _data(turn, "day"), local_day(turn.now)
    try:
        day = date.fromisoformat(turn.pressed[0] if turn.pressed else "")
    except ValueError:
        day = date.min
    if data is None or not today <= day <= today + FARTHEST:
        return turn.rewrite("meetings.over")
    return _ask_clock(turn, data, day)


def _ask_clock(turn: Turn, data: dict[str, Any], day: date) -> None:
    turn.wait("baithak", "clock", **{**data, "day": day.isoformat()})
    _tell(turn, "meetings.ask_clock", day=day.isoformat())


async def clock_chosen(turn: Turn) -> None:
    data, clock = _data(turn, "clock"), read_time(turn.pressed[0] if turn.pressed else "")
    if data is None or clock is None:
        return turn.rewrite("meetings.over")
    return await _ask_place(turn, data, clock)


async def _ask_place(turn: Turn, data: dict[str, Any], clock: time) -> None:
    if instant(date.fromisoformat(data["day"]), clock) <= turn.now:
        return turn.say("meetings.unclear_clock")
    places = (await places_of(turn.session, data["group"]))[:PLACES]
    said = {**data, "clock": f"{clock:%H:%M}", "places": places}
    turn.wait("baithak", "place", **said)
    return _tell(turn, "meetings.ask_place", places=places)


async def place_chosen(turn: Turn) -> None:
    data = _data(turn, "place")
    if data is None or not turn.pressed:
        return turn.rewrite("meetings.over")
    known = data["places"]
    index = number(turn)
    place = known[index] if turn.pressed != ["none"] and index < len(known) else None
    return await _confirm(turn, data, place)


async def _confirm(turn: Turn, data: dict[str, Any], place: str | None) -> None:
    group = await my_group(turn, data["group"])
    if group is None:
        turn.done_waiting()
        return turn.say("meetings.not_yours")
    said = {**data, "place": place, "title": group.title}
    turn.wait("baithak", "confirm", **said)
    return _tell(turn, "meetings.confirm", **said)


async def answered(turn: Turn) -> None:
    """Typed instead of tapped, at any step."""
    waiting = turn.me.waiting
    assert waiting is not None
    text, data = " ".join(turn.text.split()), waiting.data
    match waiting.step:
        case "day":
            return await _day_typed(turn, data, text)
        case "clock" if clock := read_time(text):
            return await _ask_place(turn, data, clock)
        case "place" if 1 < len(text) <= PLACE_LENGTH:
            return await _confirm(turn, data, text)
        case "haat":
            return turn.say("meetings.ask_haat", **data)
        case "confirm" | "rule":
            return turn.say(f"meetings.unclear_{waiting.step}", **data)
    return turn.say(f"meetings.unclear_{waiting.step}")


async def _day_typed(turn: Turn, data: dict[str, Any], text: str) -> None:
    today = local_day(turn.now)
    day = read_date(text, today)
    if not isinstance(day, Misread):
        return _ask_clock(turn, data, day)
    group = await my_group(turn, data["group"])
    if group is not None and group.haat_weekday is None and day is Misread.UNREAD:
        return turn.say("meetings.ask_haat", group=group.id, then="plan")
    like = (today + timedelta(weeks=2)).isoformat()
    return turn.say("meetings.unclear_day", why=day.value, like=like)


async def confirmed(turn: Turn) -> None:
    data = _data(turn, "confirm")
    if data is None:
        return turn.rewrite("meetings.over")
    turn.done_waiting()
    group = await my_group(turn, data["group"])
    starts_at = instant(date.fromisoformat(data["day"]), time.fromisoformat(data["clock"]))
    if group is None:
        return turn.say("meetings.not_yours")
    if turn.pressed != ["yes"]:
        return turn.rewrite("meetings.dropped")
    if starts_at <= turn.now:
        return turn.rewrite("meetings.over")
    session, place = turn.session, data["place"]
    old = await locked_meeting(session, data["meeting"]) if data["meeting"] else None
    actor, now = turn.actor, turn.now
    if old is not None and await move(session, old, starts_at, place, actor=actor, now=now):
        return turn.rewrite("meetings.planned", **of(old))
    meeting = await plan(session, group, starts_at, place, actor=actor, now=now)
    return turn.rewrite("meetings.planned", **of(meeting))


def _tell(turn: Turn, template: str, **params: Any) -> None:
    """In place of the pressed question, or anew after something was typed."""
    tell = turn.rewrite if turn.query else turn.say
    tell(template, **params)


def _data(turn: Turn, step: str) -> dict[str, Any] | None:
    """What was said so far; None when the pressed button belongs to another step."""
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("baithak", step):
        return None
    return waiting.data
