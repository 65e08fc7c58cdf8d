"""What the bot stores of a person, for them to read in private."""

from bot.context import Turn
from db.enums import HolderRole
from db.models import Patient
from db.queries.caregivers import (
    HeldPatient,
    accounts_of_patient_themselves,
    caregivers_of,
    leader_may_help,
    patients_held_by,
)
from db.queries.privacy import former_patients, kept_data_of


async def show_my_data(turn: Turn) -> None:
    """Of the current patient; after stopping, of every patient still stored."""
    session, account_id = turn.session, turn.me.account_id
    held = await patients_held_by(session, account_id)
    if held:
        return await _say_current(turn, held)
    kept = [one.id for one in await former_patients(session, account_id) if not one.erased]
    if not kept:
        return turn.say("privacy.nothing_kept")
    for patient_id in kept:
        await _say_data(turn, patient_id)
    return None


async def _say_current(turn: Turn, held: list[HeldPatient]) -> None:
    one = next((patient for patient in held if patient.id == turn.me.patient_id), None)
    if one is None:
        return turn.say("caregivers.choose_patient", people=[[each.id, each.name] for each in held])
    if one.role != HolderRole.SELF and await accounts_of_patient_themselves(turn.session, one.id):
        return turn.say("privacy.on_their_own_phone", name=one.name)
    return await _say_data(turn, one.id)


async def _say_data(turn: Turn, patient_id: int) -> None:
    patient = await turn.session.get_one(Patient, patient_id)
    kept = await kept_data_of(turn.session, patient_id)
    last = kept.last
    turn.say(
        "privacy.my_data",
        name=patient.name,
        number=patient.clinic_number,
        village=patient.village,
        phone=patient.phone,
        medicines=kept.medicines,
        counts=kept.counts + kept.clinic_counts,
        last=[str(last[0]), last[1].isoformat()] if last else None,
        answers=kept.checkins,
        spoken=kept.spoken,
        stories=kept.stories,
        alerts=kept.alerts,
        leader=await leader_may_help(turn.session, patient_id),
        helpers=[one.name for one in await caregivers_of(turn.session, patient_id)],
    )


PRESSES = {"my_data": show_my_data}
