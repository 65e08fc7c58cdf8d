"""*My month*, on request: how long the medicine lasts, as a picture and in words."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.access.rules import Refused, anyone, old_button
from bot.handlers.caregivers import ask_which_of
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.keyboards.adherence import ShowMonth
from bot.services.adherence.my_month import medicines_of_month
from bot.texts import adherence as texts
from bot.texts.pill_counts.question import nothing_to_count
from db.queries.caregivers import HeldPatient, patients_held_by
from db.queries.meetings.schedule import next_meeting_of_patient

router = Router(__name__)


async def patient_of_month(turn: Turn, press: ShowMonth) -> HeldPatient | Refused | None:
    """Who takes the medicine, if the speaker may act for them; None: the phone's patient."""
    if press.treatment is None:
        return None
    for patient in await patients_held_by(turn.session, turn.me.account_id):
        if await turn.courses.one(patient.id, press.treatment) is not None:
            return patient
    return old_button("treatment", press.treatment)


@router.command("mahina", access=anyone)
async def show_my_month(turn: Turn) -> None:
    """/mahina, or the button in ⚙️: the month of the patient this phone acts for."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await show_start(turn)
    patient = next((p for p in held if p.id == turn.me.patient_id), None)
    if patient is None:
        return ask_which_of(turn, held)
    return await _show_month(turn, patient)


@router.button(ShowMonth, access=patient_of_month)
async def show_month_of_medicine(
    turn: Turn, _press: ShowMonth, patient: HeldPatient | None
) -> None:
    """The button under the answer to a count; its medicine says whose month is shown."""
    return await (show_my_month(turn) if patient is None else _show_month(turn, patient))


async def _show_month(turn: Turn, patient: HeldPatient) -> None:
    today = local_day(turn.now)
    medicines = medicines_of_month(await turn.courses.of(patient.id), today)
    if not medicines:
        return turn.say(nothing_to_count())
    meeting = await next_meeting_of_patient(turn.session, patient.id, turn.now)
    turn.say(
        texts.my_month(
            patient=patient.id,
            person=patient.name,
            today=today,
            medicines=medicines,
            meeting=local_day(meeting.starts_at) if meeting else None,
            place=meeting.place if meeting else None,
        )
    )
