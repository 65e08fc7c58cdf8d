"""What a person chooses under ⚙️: their hour, and whether their leader may help."""

from bot.context import Turn
from bot.domain.reminders.due import EVENING, MORNING
from bot.services.onboarding.members import allow_leader, forbid_leader
from bot.services.reminders.hour import choose_hour
from db.queries.people import HeldPatient, patients_held_by

HOURS = {"morning": MORNING, "evening": EVENING}


async def pressed_patient(turn: Turn) -> HeldPatient | None:
    """The patient of a pressed button, if this phone speaks for them."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    return next((p for p in held if turn.pressed[:1] == [str(p.id)]), None)


async def hour(turn: Turn) -> None:
    chosen = HOURS.get(turn.pressed[0]) if turn.pressed else None
    if chosen is None or not await patients_held_by(turn.session, turn.me.account_id):
        return turn.say("menu.old_button")
    for patient_id in await choose_hour(turn.session, turn.me.account_id, chosen, now=turn.now):
        turn.courses.forget(patient_id)
    morning = chosen == MORNING
    return turn.rewrite("reminders.hour", morning=morning, hour=chosen if morning else chosen - 12)


async def leader(turn: Turn) -> None:
    """What it means is said first; the yes is one tap, and so is the no."""
    patient = await pressed_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    session, me = turn.session, turn.me.account_id
    match turn.pressed[1:]:
        case ["yes"]:
            await allow_leader(session, me, patient.id, now=turn.now)
            return turn.rewrite("reminders.leader_may", person=patient.name)
        case ["no"]:
            await forbid_leader(session, me, patient.id, now=turn.now)
            return turn.rewrite("reminders.leader_may_not", person=patient.name)
    return turn.say("reminders.leader", patient=patient.id, person=patient.name)


PRESSES = {"hour": hour, "leader_ok": leader}
