"""Caregivers: several patients on one phone, and several phones for one patient."""

from bot.context import Turn
from bot.services.caregivers import end_caregiver_access
from bot.services.onboarding.invites import InvitePurpose, make_invite
from bot.services.onboarding.members import switch_patient
from bot.services.privacy.consent import forbid_leader
from db.enums import HolderRole
from db.queries.caregivers import HeldPatient, caregivers_of, leader_may_help, patients_held_by


async def ask_which_patient(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    turn.say("caregivers.choose_patient", people=[[p.id, p.name] for p in held])


async def choose_patient(turn: Turn) -> None:
    held = {str(p.id): p for p in await patients_held_by(turn.session, turn.me.account_id)}
    patient = held.get(turn.pressed[0]) if turn.pressed else None
    if patient is None:
        return turn.say("menu.old_button")
    await switch_patient(turn.session, turn.me.account_id, patient.id)
    turn.switch_patient(patient.id, patient.programme, patient.role)
    turn.stop_waiting()
    return turn.rewrite("caregivers.patient_chosen", name=patient.name)


async def show_caregivers(turn: Turn) -> None:
    """Show who may count for the owner of this phone, each with a button to end it."""
    patient = await _own_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    caregivers = await caregivers_of(turn.session, patient.id)
    return turn.say(
        "caregivers.access",
        people=[[each.holder_id, each.name] for each in caregivers],
        leader=await leader_may_help(turn.session, patient.id),
    )


async def end_access(turn: Turn) -> None:
    """`end_access:7` ends the access of a caregiver, `end_access:leader` that of the leaders."""
    patient, which = await _own_patient(turn), turn.pressed[0] if turn.pressed else ""
    if patient is None:
        return turn.say("menu.old_button")
    who = turn.me.account_id
    if which == "leader":
        await forbid_leader(turn.session, who, patient.id, now=turn.now)
        return turn.rewrite("caregivers.leader_access_ended")
    holder = await end_caregiver_access(
        turn.session, patient.id, turn.pressed_number(), account_id=who, now=turn.now
    )
    if holder is None:
        return turn.say("menu.old_button")
    return turn.rewrite("caregivers.access_ended", name=holder.name)


async def invite_caregiver(turn: Turn) -> None:
    """Make a link that the patient sends to one person."""
    patient = await _own_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    token = await make_invite(
        turn.session, InvitePurpose.CAREGIVER, patient.clinic_id, patient.id, now=turn.now
    )
    link = f"https://t.me/{turn.bot_username}?start=i_{token}"
    return turn.say("caregivers.invitation", name=patient.name, link=link)


async def _own_patient(turn: Turn) -> HeldPatient | None:
    """The patient who owns this phone; None if it is only a caregiver's."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    return next((patient for patient in held if patient.role == HolderRole.SELF), None)


COMMANDS = {"kaun": ask_which_patient}
PRESSES = {
    "phone_patients": ask_which_patient,
    "switch_patient": choose_patient,
    "caregivers": show_caregivers,
    "end_access": end_access,
    "invite_caregiver": invite_caregiver,
}
