"""Caregivers: several patients on one phone, and several phones for one patient."""

from collections.abc import Sequence

from bot.context import Turn
from bot.handlers.access.holders import held_patient, owner_of_phone
from bot.handlers.access.rules import anyone
from bot.handlers.router import Router
from bot.keyboards.caregivers import (
    AskWhichPatient,
    EndAccess,
    InviteCaregiver,
    ShowCaregivers,
    SwitchPatient,
)
from bot.services.caregivers import end_caregiver_access
from bot.services.onboarding.invites import InvitePurpose, make_invite
from bot.services.onboarding.members import switch_patient
from bot.services.privacy.consent import forbid_leader
from bot.texts import caregivers as texts
from bot.texts import menu as menu_texts
from bot.texts.caregivers import PatientCaregiver, PhonePatient
from db.queries.caregivers import HeldPatient, caregivers_of, leader_may_help, patients_held_by

router = Router(__name__)


@router.command("kaun", button=AskWhichPatient, access=anyone)
async def ask_which_patient(turn: Turn) -> None:
    ask_which_of(turn, await patients_held_by(turn.session, turn.me.account_id))


def ask_which_of(turn: Turn, held: Sequence[HeldPatient]) -> None:
    turn.say(texts.choose_patient(people=[PhonePatient(p.id, p.name) for p in held]))


@router.button(SwitchPatient, access=held_patient)
async def choose_patient(turn: Turn, _press: SwitchPatient, patient: HeldPatient) -> None:
    await switch_patient(turn.session, turn.me.account_id, patient.id)
    turn.switch_patient(patient.id, patient.programme, patient.role)
    turn.stop_waiting()
    return turn.rewrite(texts.patient_chosen(name=patient.name))


@router.button(ShowCaregivers, access=owner_of_phone)
async def show_caregivers(turn: Turn, _press: ShowCaregivers, patient: HeldPatient) -> None:
    """Show who may count for the owner of this phone, each with a button to end it."""
    caregivers = await caregivers_of(turn.session, patient.id)
    return turn.say(
        texts.access(
            people=[PatientCaregiver(each.holder_id, each.name) for each in caregivers],
            leader=await leader_may_help(turn.session, patient.id),
        )
    )


@router.button(EndAccess, access=owner_of_phone)
async def end_access(turn: Turn, press: EndAccess, patient: HeldPatient) -> None:
    who = turn.me.account_id
    if press.whose == "leader":
        await forbid_leader(turn.session, who, patient.id, now=turn.now)
        return turn.rewrite(texts.leader_access_ended())
    holder = await end_caregiver_access(
        turn.session, patient.id, press.whose, account_id=who, now=turn.now
    )
    if holder is None:
        return turn.say(menu_texts.old_button())
    return turn.rewrite(texts.access_ended(name=holder.name))


@router.button(InviteCaregiver, access=owner_of_phone)
async def invite_caregiver(turn: Turn, _press: InviteCaregiver, patient: HeldPatient) -> None:
    """Make a link that the patient sends to one person."""
    token = await make_invite(
        turn.session, InvitePurpose.CAREGIVER, patient.clinic_id, patient.id, now=turn.now
    )
    link = f"https://t.me/{turn.bot_username}?start=i_{token}"
    return turn.say(texts.invitation(name=patient.name, link=link))
