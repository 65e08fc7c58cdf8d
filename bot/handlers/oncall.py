"""/duty: am I on call, a day off, a swap with a colleague."""

from datetime import date, timedelta
from typing import Any

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.alerts.permissions import number, staff_of, word
from bot.services.alerts import colleagues
from bot.services.oncall import (
    DAYS_AHEAD,
    alone_on,
    answer_swap,
    ask_swap,
    on_call,
    set_day,
    tell_of_swap,
    week_of,
)
from db.models import Staff

WHOLE_DAY = ((0, 24),)


async def duty(turn: Turn) -> None:
    """`duty` shows the week, `duty:2026-11-25` a day, `duty:2026-11-25:off` changes it."""
    staff = staff_of(turn)
    if staff is None:
        return None
    member = await turn.session.get_one(Staff, staff.id)
    if not turn.pressed:
        return await _week(turn, member)
    day = _day(turn)
    if day is None:
        return turn.say("oncall.not_possible")
    if word(turn, 1) not in ("on", "off"):
        return await _show(turn, member, day, "oncall.day")
    hours = WHOLE_DAY if word(turn, 1) == "on" else ()
    await set_day(turn.session, member, day, hours, now=turn.now)
    await _show(turn, member, day, "oncall.changed")


async def swap(turn: Turn) -> None:
    """`swap:2026-11-25` asks with whom, `swap:2026-11-25:5` asks them."""
    staff, day = staff_of(turn), _day(turn)
    if staff is None:
        return None
    if day is None:
        return turn.say("oncall.not_possible")
    others = await colleagues(turn.session, staff.clinic_id, staff.id)
    to = number(turn, 1)
    if to is None:
        names = [(one.id, one.name) for one in others]
        return turn.say("oncall.ask_colleague", day=day.isoformat(), colleagues=names)
    colleague = next((one for one in others if one.id == to), None)
    member = await turn.session.get_one(Staff, staff.id)
    asked = None
    if colleague is not None:
        asked = await ask_swap(turn.session, member, colleague, day, now=turn.now)
    if asked is None or colleague is None:
        return turn.say("oncall.not_possible")
    turn.rewrite("oncall.asked", name=colleague.name)


async def swapped(turn: Turn) -> None:
    """A colleague's answer."""
    staff = staff_of(turn)
    if staff is None:
        return None
    accepted = word(turn, 1) == "1"
    found = await answer_swap(turn.session, number(turn, 0) or 0, staff.id, accepted, now=turn.now)
    if found is None:
        return turn.say("oncall.not_possible")
    giver = await tell_of_swap(turn.session, found, now=turn.now)
    turn.rewrite(
        "oncall.swap_over", accepted=accepted, name=giver.name, day=found.on_date.isoformat()
    )


async def _week(turn: Turn, member: Staff) -> None:
    days = await week_of(turn.session, member, now=turn.now)
    turn.say(
        "oncall.week",
        now=bool(await on_call(turn.session, [member], now=turn.now)),
        days=[(one.day.isoformat(), one.hours) for one in days],
    )


async def _show(turn: Turn, member: Staff, day: date, template: str) -> None:
    days = await week_of(turn.session, member, now=turn.now)
    hours = next(one.hours for one in days if one.day == day)
    alone = await alone_on(turn.session, member, day, now=turn.now)
    params: dict[str, Any] = {"day": day.isoformat(), "hours": hours, "alone": alone}
    if template == "oncall.day":
        turn.say(template, **params)
    else:
        turn.rewrite(template, **params)


def _day(turn: Turn) -> date | None:
    """The day on the button, while it is one of those ahead."""
    try:
        day = date.fromisoformat(word(turn, 0))
    except ValueError:
        return None
    today = local_day(turn.now)
    return day if today <= day < today + timedelta(days=DAYS_AHEAD) else None


COMMANDS = {"duty": duty}
PRESSES = {"duty": duty, "swap": swap, "swapped": swapped}
