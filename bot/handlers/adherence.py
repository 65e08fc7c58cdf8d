"""*My month*, on request: how far the medicine reaches, drawn and in words."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.preferences.language import begin_here
from bot.services.adherence.my_month import month_of
from db.queries.groups import meeting_ahead
from db.queries.people import HeldPatient, patients_held_by


async def show(turn: Turn) -> None:
    """/mahina, or the button in ⚙️: of the person this phone speaks of."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await begin_here(turn)
    whose = next((p for p in held if p.id == turn.me.patient_id), None)
    if whose is None:
        return turn.say("caregivers.choose", people=[[p.id, p.name] for p in held])
    return await _show(turn, whose)


async def pressed(turn: Turn) -> None:
    """Under the answer to a count the button names the medicine, and so whose month it is."""
    if not turn.pressed:
        return await show(turn)
    wanted = int(turn.pressed[0]) if turn.pressed[0].isdecimal() else 0
    for patient in await patients_held_by(turn.session, turn.me.account_id):
        if await turn.courses.one(patient.id, wanted) is not None:
            return await _show(turn, patient)
    return turn.say("menu.old_button")


async def _show(turn: Turn, patient: HeldPatient) -> None:
    today = local_day(turn.now)
    medicines = month_of(await turn.courses.of(patient.id), today)
    if not medicines:
        return turn.say("pill_counts.nothing_to_count")
    meeting = await meeting_ahead(turn.session, patient.id, turn.now)
    turn.say(
        "adherence.mine",
        patient=patient.id,
        person=patient.name,
        today=today.isoformat(),
        medicines=medicines,
        meeting=local_day(meeting.starts_at).isoformat() if meeting else None,
        place=meeting.place if meeting else None,
    )


COMMANDS = {"mahina": show}
PRESSES = {"month": pressed}
