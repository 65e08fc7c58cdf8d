"""What the bot stores of a person, for them to read in private."""

from bot.context import Turn
from bot.handlers.access.rules import anyone
from bot.handlers.caregivers import ask_which_of
from bot.handlers.router import Router
from bot.keyboards.privacy import ShowMyData
from bot.texts.privacy import my_data as texts
from bot.texts.privacy.my_data import LastCount, StoredPatient
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

router = Router(__name__)


@router.button(ShowMyData, access=anyone)
async def show_my_data(turn: Turn, _press: ShowMyData) -> None:
    """Of the current patient; after stopping, of every patient still stored."""
    session, account_id = turn.session, turn.me.account_id
    held = await patients_held_by(session, account_id)
    if held:
        return await _say_current(turn, held)
    kept = [one.id for one in await former_patients(session, account_id) if not one.erased]
    if not kept:
        return turn.say(texts.nothing_kept())
    for patient_id in kept:
        await _say_data(turn, patient_id)
    return None


async def _say_current(turn: Turn, held: list[HeldPatient]) -> None:
    one = next((patient for patient in held if patient.id == turn.me.patient_id), None)
    if one is None:
        return ask_which_of(turn, held)
    if one.role != HolderRole.SELF and await accounts_of_patient_themselves(turn.session, one.id):
        return turn.say(texts.on_their_own_phone(name=one.name))
    return await _say_data(turn, one.id)


async def _say_data(turn: Turn, patient_id: int) -> None:
    patient = await turn.session.get_one(Patient, patient_id)
    kept = await kept_data_of(turn.session, patient_id)
    stored = StoredPatient(
        name=patient.name,
        number=patient.clinic_number,
        village=patient.village,
        phone=patient.phone,
        medicines=kept.medicines,
        counts=kept.counts + kept.clinic_counts,
        last=LastCount(kept.last[0], kept.last[1]) if kept.last else None,
        answers=kept.checkins,
        spoken=kept.spoken,
        stories=kept.stories,
        alerts=kept.alerts,
    )
    leader = await leader_may_help(turn.session, patient_id)
    helpers = [one.name for one in await caregivers_of(turn.session, patient_id)]
    turn.say(texts.my_data(patient=stored, leader=leader, helpers=helpers))
