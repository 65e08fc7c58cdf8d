"""Stopping: as easy as joining."""

from bot.context import Turn
from bot.services.access import step_down
from bot.services.members import withdraw_consent
from db.enums import HolderRole
from db.queries.clinics import clinic_of_patient
from db.queries.people import own_accounts, patients_held_by


async def stop(turn: Turn) -> None:
    """/band, the button, or the words: asked once, then done."""
    if not await patients_held_by(turn.session, turn.me.account_id):
        return turn.say("menu.home")
    return turn.say("menu.confirm_stop")


async def pressed(turn: Turn) -> None:
    if not turn.pressed:
        return await stop(turn)
    if turn.pressed != ["yes"]:
        return turn.rewrite("menu.going_on")
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return turn.say("menu.home")
    clinic = await clinic_of_patient(turn.session, held[0].id)
    for patient in held:
        alone = patient.role == HolderRole.SELF or not await own_accounts(turn.session, patient.id)
        deed = withdraw_consent if alone else step_down
        await deed(turn.session, patient_id=patient.id, account_id=turn.me.account_id, now=turn.now)
    turn.speaks_of(None, None, None)
    turn.done_waiting()
    return turn.rewrite("menu.stopped", ambulance=clinic.ambulance)


COMMANDS = {"band": stop, "stop": stop}
PRESSES = {"stop": pressed}
