"""*My month*, on request: how long the medicine lasts, as a picture and in words."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.preferences.language import show_start
from bot.services.adherence.my_month import medicines_of_month
from db.queries.caregivers import HeldPatient, patients_held_by
from db.queries.meetings.schedule import next_meeting_of_patient


async def show_my_month(turn: Turn) -> None:
    """/mahina, or the button in ⚙️: the month of the patient this phone acts for."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await show_start(turn)
    patient = next((p for p in held if p.id == turn.me.patient_id), None)
    if patient is None:
        return turn.say("caregivers.choose_patient", people=[[p.id, p.name] for p in held])
    return await _show_month(turn, patient)


async def show_month_of_medicine(turn: Turn) -> None:
    """The button under the answer to a count; its medicine says whose month is shown."""
    if not turn.pressed:
        return await show_my_month(turn)
    wanted = turn.pressed_number()
    for patient in await patients_held_by(turn.session, turn.me.account_id):
        if await turn.courses.one(patient.id, wanted) is not None:
            return await _show_month(turn, patient)
    return turn.say("menu.old_button")


async def _show_month(turn: Turn, patient: HeldPatient) -> None:
    today = local_day(turn.now)
    medicines = medicines_of_month(await turn.courses.of(patient.id), today)
    if not medicines:
        return turn.say("pill_counts.nothing_to_count")
    meeting = await next_meeting_of_patient(turn.session, patient.id, turn.now)
    turn.say(
        "adherence.my_month",
        patient=patient.id,
        person=patient.name,
        today=today.isoformat(),
        medicines=medicines,
        meeting=local_day(meeting.starts_at).isoformat() if meeting else None,
        place=meeting.place if meeting else None,
    )


COMMANDS = {"mahina": show_my_month}
PRESSES = {"my_month": show_month_of_medicine}
