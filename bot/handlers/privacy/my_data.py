"""What the bot knows of a person: theirs to read, in private."""

from bot.context import Turn
from db.enums import HolderRole
from db.models import Patient
from db.queries.people import (
    HeldPatient,
    caregivers_of,
    leader_allowed,
    own_accounts,
    patients_held_by,
)
from db.queries.privacy import former_patients, kept_of


async def shown(turn: Turn) -> None:
    """Of whom this phone speaks now; after stopping, of all that are still kept."""
    session, me = turn.session, turn.me.account_id
    held = await patients_held_by(session, me)
    if held:
        return await _of_held(turn, held)
    kept = [one.id for one in await former_patients(session, me) if not one.erased]
    if not kept:
        return turn.say("privacy.nothing")
    for patient_id in kept:
        await _say(turn, patient_id)
    return None


async def _of_held(turn: Turn, held: list[HeldPatient]) -> None:
    one = next((patient for patient in held if patient.id == turn.me.patient_id), None)
    if one is None:
        return turn.say("caregivers.choose", people=[[each.id, each.name] for each in held])
    if one.role != HolderRole.SELF and await own_accounts(turn.session, one.id):
        return turn.say("privacy.theirs", name=one.name)
    return await _say(turn, one.id)


async def _say(turn: Turn, patient_id: int) -> None:
    patient = await turn.session.get_one(Patient, patient_id)
    kept = await kept_of(turn.session, patient_id)
    last = kept.last
    turn.say(
        "privacy.about",
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
        leader=await leader_allowed(turn.session, patient_id),
        helpers=[one.name for one in await caregivers_of(turn.session, patient_id)],
    )


PRESSES = {"known": shown}
