"""The list of patients to call this week; staff record the result of a call by one tap."""

from typing import Any

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.patients.lookup import pressed_patient
from bot.handlers.preferences.language import show_start
from bot.services.call_list import people_to_call, record_call, take_back_call
from bot.services.patients.view import call_list_line
from db.enums import CallResult

PEOPLE_PER_PAGE = 10


async def show_call_list(turn: Turn) -> None:
    """/phone, /call or the button; only for staff."""
    if turn.me.staff is None:
        return await show_start(turn)
    return turn.say("call_list.page", **await _page(turn, 0))


async def turn_page(turn: Turn) -> None:
    if turn.me.staff is None:
        return turn.say("menu.old_button")
    return turn.rewrite("call_list.page", **await _page(turn, turn.pressed_number()))


async def take_call_result(turn: Turn) -> None:
    """`call_result:12:reached:2026-11-23`; buttons of an earlier day record nothing."""
    patient, staff = await pressed_patient(turn), turn.me.staff
    result = next((r for r in CallResult if turn.pressed[1:2] == [r.value]), None)
    if patient is None or staff is None or result is None:
        return turn.say("menu.old_button")
    if turn.pressed[2:] != [local_day(turn.now).isoformat()]:
        return turn.say("call_list.list_is_old")
    await record_call(turn.session, patient, result, staff_id=staff.id, now=turn.now)
    done = {"id": patient.id, "name": patient.name, "result": result.value}
    return turn.rewrite("call_list.page", done=done, **await _page(turn, 0))


async def undo_call(turn: Turn) -> None:
    patient, staff = await pressed_patient(turn), turn.me.staff
    if patient is None or staff is None:
        return turn.say("menu.old_button")
    if turn.pressed[1:] == [local_day(turn.now).isoformat()]:
        await take_back_call(turn.session, patient, staff_id=staff.id, now=turn.now)
    return turn.rewrite("call_list.page", **await _page(turn, 0))


async def _page(turn: Turn, page: int) -> dict[str, Any]:
    """A page number past the end shows the last page."""
    assert turn.me.staff is not None
    entries = await people_to_call(turn.session, turn.me.staff.clinic_id, now=turn.now)
    page = min(page, max(len(entries) - 1, 0) // PEOPLE_PER_PAGE)
    first = page * PEOPLE_PER_PAGE
    return {
        "people": [call_list_line(entry) for entry in entries[first : first + PEOPLE_PER_PAGE]],
        "count": len(entries),
        "first": first + 1,
        "page": page,
        "day": local_day(turn.now).isoformat(),
    }


COMMANDS = {"phone": show_call_list, "call": show_call_list}
PRESSES = {
    "call_list": show_call_list,
    "call_list_page": turn_page,
    "call_result": take_call_result,
    "call_undo": undo_call,
}
