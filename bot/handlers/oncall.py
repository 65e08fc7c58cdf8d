"""/duty: one's own week on call, a day off, a swap with a colleague."""

from datetime import date, timedelta

from bot.context import StaffMember, Turn
from bot.domain.schedule import local_day
from bot.handlers.access.alerts import responder
from bot.handlers.access.oncall import swap_asked_of_speaker
from bot.handlers.access.places import ALSO_IN_STAFF_CHAT
from bot.handlers.router import Router
from bot.keyboards.oncall import AnswerSwap, AskSwap, ShowOncall
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
from bot.texts import oncall as texts
from bot.texts.oncall import Colleague, Hours
from db.models import OncallSwap, Staff

WHOLE_DAY = ((0, 24),)

router = Router(__name__)


@router.command("duty", access=responder, place=ALSO_IN_STAFF_CHAT)
async def show_week(turn: Turn, staff: StaffMember) -> None:
    await _show_week(turn, await _row_of(turn, staff))


@router.button(ShowOncall, access=responder)
async def show_oncall(turn: Turn, press: ShowOncall, staff: StaffMember) -> None:
    """The week, or the day on the button, which is changed first if a state is on it, too."""
    member = await _row_of(turn, staff)
    if press.day is None:
        await _show_week(turn, member)
    elif not _is_coming(turn, press.day):
        turn.say(texts.not_possible())
    elif press.state is None:
        await _show_day(turn, member, press.day)
    else:
        hours = WHOLE_DAY if press.state == "on" else ()
        await _change_day(turn, member, press.day, hours)


@router.button(AskSwap, access=responder)
async def request_oncall_swap(turn: Turn, press: AskSwap, staff: StaffMember) -> None:
    if not _is_coming(turn, press.day):
        return turn.say(texts.not_possible())
    others = await reachable_colleagues(turn.session, staff.clinic_id, staff.id)
    if press.colleague is None:
        colleagues = [Colleague(one.id, one.name) for one in others]
        return turn.say(texts.ask_colleague(day=press.day, colleagues=colleagues))
    colleague = next((one for one in others if one.id == press.colleague), None)
    member, asked = await _row_of(turn, staff), None
    if colleague is not None:
        asked = await request_swap(turn.session, member, colleague, press.day, now=turn.now)
    if asked is None or colleague is None:
        return turn.say(texts.not_possible())
    return turn.rewrite(texts.swap_requested(name=colleague.name))


@router.button(AnswerSwap, access=swap_asked_of_speaker)
async def answer_oncall_swap(turn: Turn, press: AnswerSwap, swap: OncallSwap) -> None:
    if not await answer_swap(turn.session, swap, press.accepted, now=turn.now):
        return turn.say(texts.not_possible())
    giver = await notify_of_swap_answer(turn.session, swap, now=turn.now)
    return turn.rewrite(
        texts.swap_confirmed(accepted=press.accepted, name=giver.name, day=swap.on_date)
    )


async def _row_of(turn: Turn, staff: StaffMember) -> Staff:
    return await turn.session.get_one(Staff, staff.id)


async def _show_week(turn: Turn, member: Staff) -> None:
    days = await rota_of_week(turn.session, member, now=turn.now)
    on_call_now = bool(await staff_on_call(turn.session, [member], now=turn.now))
    turn.say(texts.week(now=on_call_now, days=days))


async def _show_day(turn: Turn, member: Staff, day: date) -> None:
    hours = await _hours_of_day(turn, member, day)
    alone = await is_alone_on_call(turn.session, member, day, now=turn.now)
    turn.say(texts.day(day=day, hours=hours, alone=alone))


async def _change_day(turn: Turn, member: Staff, day: date, hours: Hours) -> None:
    await set_hours_of_day(turn.session, member, day, hours, now=turn.now)
    changed = await _hours_of_day(turn, member, day)
    alone = await is_alone_on_call(turn.session, member, day, now=turn.now)
    turn.rewrite(texts.day_changed(day=day, hours=changed, alone=alone))


async def _hours_of_day(turn: Turn, member: Staff, day: date) -> Hours:
    days = await rota_of_week(turn.session, member, now=turn.now)
    return next(one.hours for one in days if one.day == day)


def _is_coming(turn: Turn, day: date) -> bool:
    today = local_day(turn.now)
    return today <= day < today + timedelta(days=DAYS_AHEAD)
