"""The list of patients to call this week; staff record the result of a call by one tap."""

from bot.context import StaffMember, Turn
from bot.domain.schedule import local_day
from bot.handlers.access.staff import patient_of_clinic, staff
from bot.handlers.router import Router
from bot.keyboards.call_list import RecordCall, ShowCallList, TakeBackCall, TurnCallListPage
from bot.services.call_list import people_to_call, record_call, take_back_call
from bot.services.patients.view import person_to_call
from bot.texts import call_list as texts
from bot.texts.call_list import RecordedCall
from bot.texts.sentences import Message
from db.models import Patient

PEOPLE_PER_PAGE = 10

router = Router(__name__)


@router.command("phone", "call", button=ShowCallList, access=staff)
async def show_call_list(turn: Turn, _staff: StaffMember) -> None:
    return turn.say(await _page(turn, 0))


@router.button(TurnCallListPage, access=staff)
async def turn_page(turn: Turn, press: TurnCallListPage, _staff: StaffMember) -> None:
    return turn.rewrite(await _page(turn, press.page))


@router.button(RecordCall, access=patient_of_clinic)
async def take_call_result(turn: Turn, press: RecordCall, patient: Patient) -> None:
    """Buttons of an earlier day record nothing."""
    if press.day != local_day(turn.now):
        return turn.say(texts.list_is_old())
    staff_id = turn.staff.id
    await record_call(turn.session, patient, press.result, staff_id=staff_id, now=turn.now)
    done = RecordedCall(patient.id, patient.name, press.result)
    return turn.rewrite(await _page(turn, 0, done))


@router.button(TakeBackCall, access=patient_of_clinic)
async def undo_call(turn: Turn, press: TakeBackCall, patient: Patient) -> None:
    if press.day == local_day(turn.now):
        await take_back_call(turn.session, patient, staff_id=turn.staff.id, now=turn.now)
    return turn.rewrite(await _page(turn, 0))


async def _page(turn: Turn, page: int, done: RecordedCall | None = None) -> Message:
    """A page number past the end shows the last page. `done`: the call recorded just now."""
    entries = await people_to_call(turn.session, turn.staff.clinic_id, now=turn.now)
    page = max(0, min(page, (len(entries) - 1) // PEOPLE_PER_PAGE))
    first = page * PEOPLE_PER_PAGE
    return texts.page(
        people=[person_to_call(entry) for entry in entries[first : first + PEOPLE_PER_PAGE]],
        count=len(entries),
        page=page,
        first=first + 1,
        day=local_day(turn.now),
        done=done,
    )
