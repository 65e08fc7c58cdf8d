"""Staff see whom to call this week, and say what became of it by one tap."""

from typing import Any

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.patients.lookup import number_in, own_patient
from bot.handlers.preferences.language import begin_here
from bot.services.call_list import people_to_call, record_call, take_back_call
from bot.services.patients.view import line_of
from db.enums import CallResult

ON_A_PAGE = 10


async def show(turn: Turn) -> None:
    """/phone, /call or the button: only for staff."""
    if turn.me.staff is None:
        return await begin_here(turn)
    return turn.say("call_list.to_call", **await _page(turn, 0))


async def turned(turn: Turn) -> None:
    if turn.me.staff is None:
        return turn.say("menu.old_button")
    return turn.rewrite("call_list.to_call", **await _page(turn, number_in(turn)))


async def called(turn: Turn) -> None:
    """`called:12:reached:2026-11-23`; a list of another day is too old to record by."""
    patient, staff = await own_patient(turn), turn.me.staff
    result = next((r for r in CallResult if turn.pressed[1:2] == [r.value]), None)
    if patient is None or staff is None or result is None:
        return turn.say("menu.old_button")
    if turn.pressed[2:] != [local_day(turn.now).isoformat()]:
        return turn.say("call_list.list_is_old")
    await record_call(turn.session, patient, result, staff_id=staff.id, now=turn.now)
    done = {"id": patient.id, "name": patient.name, "result": result.value}
    return turn.rewrite("call_list.to_call", done=done, **await _page(turn, 0))


async def taken_back(turn: Turn) -> None:
    patient, staff = await own_patient(turn), turn.me.staff
    if patient is None or staff is None:
        return turn.say("menu.old_button")
    if turn.pressed[1:] == [local_day(turn.now).isoformat()]:
        await take_back_call(turn.session, patient, staff_id=staff.id, now=turn.now)
    return turn.rewrite("call_list.to_call", **await _page(turn, 0))


async def _page(turn: Turn, page: int) -> dict[str, Any]:
    """A page past the last is the last."""
    assert turn.me.staff is not None
    everybody = await people_to_call(turn.session, turn.me.staff.clinic_id, now=turn.now)
    page = min(page, max(len(everybody) - 1, 0) // ON_A_PAGE)
    first = page * ON_A_PAGE
    return {
        "people": [line_of(one) for one in everybody[first : first + ON_A_PAGE]],
        "count": len(everybody),
        "first": first + 1,
        "page": page,
        "day": local_day(turn.now).isoformat(),
    }


COMMANDS = {"phone": show, "call": show}
PRESSES = {"phone": show, "to_call": turned, "called": called, "uncalled": taken_back}
