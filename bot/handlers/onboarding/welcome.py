"""The end of joining: the patient, the consent, the group, and the first greeting."""

from bot.context import Turn
from bot.handlers.onboarding.dialog import JoinDialog, telegram_name
from bot.services.audit import record_action
from bot.services.onboarding.group_door import claim_membership
from bot.services.onboarding.invites import InvitePurpose, find_invite, use_invite
from bot.services.onboarding.members import create_patient, join_group
from bot.services.privacy.consent import give_consent
from bot.texts import menu as menu_texts
from db.enums import HolderRole, Language
from db.models import Group, Patient
from db.queries.privacy import FormerPatient, former_patients

FOR_PATIENTS = (InvitePurpose.PATIENT, InvitePurpose.CAREGIVER)


async def welcome_member(turn: Turn, dialog: JoinDialog, patient: Patient) -> None:
    """The consent was given before: store it and everything that hangs on it."""
    assert dialog.role is not None
    await give_consent(
        turn.session,
        turn.me.account_id,
        patient,
        dialog.role,
        language=turn.me.language or Language.HINDI,
        name=telegram_name(turn),
        now=turn.now,
    )
    turn.switch_patient(patient.id, patient.programme, dialog.role)
    await join_group_of_link(turn, dialog)
    turn.stop_waiting()
    turn.say(menu_texts.welcome(name=patient.name))


async def welcome_with_name(turn: Turn, dialog: JoinDialog, name: str) -> Patient:
    """Create the patient, or give a former one their erased name again, and welcome them."""
    group = await turn.session.get(Group, dialog.group) if dialog.group is not None else None
    programme = group.programme if group else None
    former = await former_patients_in_role(turn, dialog) if dialog.role == HolderRole.SELF else []
    if former:
        patient = await turn.session.get_one(Patient, former[0].id)
        if former[0].has_no_name:
            patient.name, patient.programme = name, programme
    else:
        patient = await create_patient(
            turn.session, dialog.clinic_id, name, programme=programme, now=turn.now
        )
    await welcome_member(turn, dialog, patient)
    return patient


async def former_patients_in_role(turn: Turn, dialog: JoinDialog) -> list[FormerPatient]:
    """For whom this phone spoke until they stopped, in the role chosen now."""
    found = await former_patients(turn.session, turn.me.account_id)
    return [one for one in found if (one.clinic_id, one.role) == (dialog.clinic, dialog.role)]


async def join_group_of_link(turn: Turn, dialog: JoinDialog) -> None:
    if dialog.group is None:
        return None
    group = await turn.session.get(Group, dialog.group)
    if group is None:
        return None
    if not dialog.vouched:
        return await claim_membership(turn.session, group, turn.me.account_id, now=turn.now)
    assert dialog.invite is not None
    invite = await find_invite(turn.session, dialog.invite, now=turn.now)
    if invite is not None and invite.purpose == InvitePurpose.MEMBER:
        use_invite(invite, now=turn.now)
        await join_group(turn.session, group, turn.me.account_id, now=turn.now)


async def invited_patient(turn: Turn, dialog: JoinDialog) -> Patient | None:
    """The patient of the invitation, which is used up by this; None if it is no longer valid."""
    assert dialog.invite is not None
    invite = await find_invite(turn.session, dialog.invite, now=turn.now)
    if invite is None or invite.purpose not in FOR_PATIENTS or invite.subject_id is None:
        return None
    use_invite(invite, now=turn.now)
    patient_id = invite.subject_id
    record_action(turn.session, "invited", ("patient", patient_id), actor=turn.actor, now=turn.now)
    return await turn.session.get(Patient, patient_id)
