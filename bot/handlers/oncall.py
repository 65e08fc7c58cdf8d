"""/duty: one's own week on call, a day off, a swap with a colleague."""

from datetime import date, timedelta
from typing import Any

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.alerts.permissions import number_or_none, pressed_word, require_staff
from bot.services.alerts.handover import reachable_colleagues
from bot.services.oncall import (
    DAYS_AHEAD,
    answer_swap,
    is_alone_on_call,
    notify_of_swap_answer,
    request_swap,
    rota_of_week,
    set_hours_of_day,
    staff_on_call,
)
from db.models import Staff

WHOLE_DAY = ((0, 24),)


async def show_oncall(turn: Turn) -> None:
    """`oncall` shows the week, `oncall:2026-11-25` a day, `oncall:2026-11-25:off` changes it."""
    staff = require_staff(turn)
    if staff is None:
        return None
    member = await turn.session.get_one(Staff, staff.id)
    if not turn.pressed:
        return await _show_week(turn, member)
    day = _day(turn)
    if day is None:
        return turn.say("oncall.not_possible")
    if pressed_word(turn, 1) not in ("on", "off"):
        return await _show_day(turn, member, day, "oncall.day")
    hours = WHOLE_DAY if pressed_word(turn, 1) == "on" else ()
    await set_hours_of_day(turn.session, member, day, hours, now=turn.now)
    await _show_day(turn, member, day, "oncall.day_changed")


async def request_oncall_swap(turn: Turn) -> None:
    """`ask_swap:2026-11-25` asks with whom, `ask_swap:2026-11-25:5` asks that colleague."""
    staff, day = require_staff(turn), _day(turn)
    if staff is None:
        return None
    if day is None:
        return turn.say("oncall.not_possible")
    others = await reachable_colleagues(turn.session, staff.clinic_id, staff.id)
    colleague_id = number_or_none(turn, 1)
    if colleague_id is None:
        names = [(one.id, one.name) for one in others]
        return turn.say("oncall.ask_colleague", day=day.isoformat(), colleagues=names)
    colleague = next((one for one in others if one.id == colleague_id), None)
    member = await turn.session.get_one(Staff, staff.id)
    asked = None
    if colleague is not None:
        asked = await request_swap(turn.session, member, colleague, day, now=turn.now)
    if asked is None or colleague is None:
        return turn.say("oncall.not_possible")
    turn.rewrite("oncall.swap_requested", name=colleague.name)


async def answer_oncall_swap(turn: Turn) -> None:
    """`answer_swap:7:1` accepts a swap, `answer_swap:7:0` declines it."""
    staff = require_staff(turn)
    if staff is None:
        return None
    accepted = pressed_word(turn, 1) == "1"
    found = await answer_swap(
        turn.session, number_or_none(turn, 0) or 0, staff.id, accepted, now=turn.now
    )
    if found is None:
        return turn.say("oncall.not_possible")
    giver = await notify_of_swap_answer(turn.session, found, now=turn.now)
    turn.rewrite(
        "oncall.swap_confirmed", accepted=accepted, name=giver.name, day=found.on_date.isoformat()
    )


async def _show_week(turn: Turn, member: Staff) -> None:
    days = await rota_of_week(turn.session, member, now=turn.now)
    turn.say(
        "oncall.week",
        now=bool(await staff_on_call(turn.session, [member], now=turn.now)),
        days=[(one.day.isoformat(), one.hours) for one in days],
    )


async def _show_day(turn: Turn, member: Staff, day: date, template: str) -> None:
    days = await rota_of_week(turn.session, member, now=turn.now)
    hours = next(one.hours for one in days if one.day == day)
    alone = await is_alone_on_call(turn.session, member, day, now=turn.now)
    params: dict[str, Any] = {"day": day.isoformat(), "hours": hours, "alone": alone}
    if template == "oncall.day":
        turn.say(template, **params)
    else:
        turn.rewrite(template, **params)


def _day(turn: Turn) -> date | None:
    """The day on the button; None unless it is one of the coming days."""
    try:
        day = date.fromisoformat(pressed_word(turn, 0))
    except ValueError:
        return None
    today = local_day(turn.now)
    return day if today <= day < today + timedelta(days=DAYS_AHEAD) else None


COMMANDS = {"duty": show_oncall}
PRESSES = {
    "oncall": show_oncall,
    "ask_swap": request_oncall_swap,
    "answer_swap": answer_oncall_swap,
}
