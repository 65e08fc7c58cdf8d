"""Joining, one question at a time: /start with its link, language, notice, consent, role, name."""

from dataclasses import replace

from bot.context import Turn
from bot.handlers.access.rules import anyone
from bot.handlers.clinics import show_staff_home
from bot.handlers.onboarding.dialog import (
    NAME,
    JoinDialog,
    JoinStep,
    joining_at,
    telegram_name,
)
from bot.handlers.onboarding.welcome import (
    former_patients_in_role,
    invited_patient,
    join_group_of_link,
    welcome_member,
    welcome_with_name,
)
from bot.handlers.preferences.language import ask_language
from bot.handlers.router import Router
from bot.keyboards.onboarding import (
    ChooseJoinRole,
    GiveConsent,
    JoinAsFormer,
    JoinWithOwnName,
    SetLanguage,
)
from bot.services.caregivers import tell_patient_of_caregiver
from bot.services.clinics.staff import join_staff
from bot.services.onboarding.invites import InvitePurpose, find_invite, use_invite
from bot.services.onboarding.members import forward_spoken_name
from bot.services.preferences import set_language, set_voice
from bot.texts import menu as menu_texts
from bot.texts import onboarding as texts
from bot.texts.caregivers import PhonePatient
from db.enums import HolderRole, Language
from db.models import Patient
from db.queries.caregivers import patients_held_by
from db.queries.clinics import clinic_by_id, only_clinic
from db.queries.groups import group_of_token

router = Router(__name__)


@router.command("start", access=anyone)
async def start(turn: Turn) -> None:
    """/start, alone or from a link: `g_` is a group's, `i_` an invitation of the clinic."""
    kind, _, token = turn.text.partition(" ")[2].strip().partition("_")
    dialog = JoinDialog()
    if kind == "g" and (group := await group_of_token(turn.session, token, turn.now)):
        dialog = JoinDialog(clinic=group.clinic_id, group=group.id)
    if kind == "i":
        invite = await find_invite(turn.session, token, now=turn.now)
        if invite is None:
            return turn.say(texts.link_used())
        dialog = JoinDialog(clinic=invite.clinic_id, invite=token)
        if invite.purpose == InvitePurpose.MEMBER:
            dialog = replace(dialog, group=invite.subject_id, vouched=True)
        if invite.purpose == InvitePurpose.CAREGIVER:
            return await _start_as_caregiver(turn, dialog, invite.subject_id)
        if invite.purpose == InvitePurpose.STAFF:
            use_invite(invite, now=turn.now)
            return await join_staff(turn.session, turn.me.account_id, invite, now=turn.now)
    await start_joining(turn, dialog)


async def _start_as_caregiver(turn: Turn, dialog: JoinDialog, patient_id: int | None) -> None:
    """A patient's link lets one person count for them. Its maker does not use it up."""
    if patient_id in [p.id for p in await patients_held_by(turn.session, turn.me.account_id)]:
        return turn.say(menu_texts.home())
    return await start_joining(turn, replace(dialog, role=HolderRole.CAREGIVER))


async def start_joining(turn: Turn, dialog: JoinDialog) -> None:
    if turn.me.staff is not None and dialog == JoinDialog():
        return await show_staff_home(turn)
    held = await patients_held_by(turn.session, turn.me.account_id)
    if held and (dialog.invite is None or dialog.vouched):
        await join_group_of_link(turn, dialog)
        turn.stop_waiting()
        return turn.say(menu_texts.home())
    if dialog.clinic is None:
        clinic = await only_clinic(turn.session)
        if clinic is None:
            return turn.say(texts.no_clinic())
        dialog = replace(dialog, clinic=clinic.id)
    if turn.me.language is None:
        turn.wait(replace(dialog, step=JoinStep.LANGUAGE))
        return await ask_language(turn)
    return await _ask_consent(turn, dialog)


@router.button(SetLanguage, access=anyone)
async def choose_language(turn: Turn, press: SetLanguage) -> None:
    """The first choice of a language; later changes come here too."""
    turn.me.language = Language(press.language)
    await set_language(turn.session, turn.me.account_id, turn.me.language, now=turn.now)
    if press.voice:
        await set_voice(turn.session, turn.me.account_id, True)
    dialog = turn.dialog_of(JoinDialog)
    if dialog is not None:
        return await _ask_consent(turn, dialog)
    return turn.say(menu_texts.language_changed())


async def _ask_consent(turn: Turn, dialog: JoinDialog) -> None:
    clinic = await clinic_by_id(turn.session, dialog.clinic_id)
    turn.wait(replace(dialog, step=JoinStep.NOTICE))
    turn.say(texts.notice(clinic=clinic.name))


@router.button(GiveConsent, access=anyone)
async def answer_consent(turn: Turn, press: GiveConsent) -> None:
    dialog = joining_at(turn, JoinStep.NOTICE)
    if dialog is None:
        return await start_joining(turn, JoinDialog())
    if not press.given:
        turn.stop_waiting()
        clinic = await clinic_by_id(turn.session, dialog.clinic_id)
        return turn.rewrite(texts.refused(ambulance=clinic.ambulance))
    if dialog.role is not None:
        return await _welcome_caregiver(turn, dialog)
    turn.wait(replace(dialog, step=JoinStep.ROLE))
    return turn.rewrite(texts.ask_role())


async def _welcome_caregiver(turn: Turn, dialog: JoinDialog) -> None:
    patient = await invited_patient(turn, dialog)
    if patient is None:
        turn.stop_waiting()
        return turn.say(texts.link_used())
    await welcome_member(turn, dialog, patient)
    name = telegram_name(turn)
    return await tell_patient_of_caregiver(turn.session, patient, name, now=turn.now)


@router.button(ChooseJoinRole, access=anyone)
async def choose_role(turn: Turn, press: ChooseJoinRole) -> None:
    """Whether they take the medicine themselves, or care for somebody who does."""
    dialog = joining_at(turn, JoinStep.ROLE)
    if dialog is None:
        return await start_joining(turn, JoinDialog())
    role = HolderRole(press.role)
    dialog = replace(dialog, role=role)
    if dialog.invite is not None and (patient := await invited_patient(turn, dialog)):
        return await welcome_member(turn, dialog, patient)
    former = await former_patients_in_role(turn, dialog)
    if role is HolderRole.SELF and former and not former[0].has_no_name:
        patient = await turn.session.get_one(Patient, former[0].id)
        return await welcome_member(turn, dialog, patient)
    turn.wait(replace(dialog, step=JoinStep.NAME))
    if role is HolderRole.SELF:
        return turn.rewrite(texts.ask_name(role=role, offer=telegram_name(turn), former=()))
    named = [PhonePatient(one.id, one.name) for one in former if not one.has_no_name]
    return turn.rewrite(texts.ask_name(role=role, offer=None, former=named))


@router.button(JoinAsFormer, access=anyone)
async def choose_former_patient(turn: Turn, press: JoinAsFormer) -> None:
    """A button with the name of somebody for whom this phone spoke before."""
    dialog = joining_at(turn, JoinStep.NAME)
    former = await former_patients_in_role(turn, dialog) if dialog else []
    one = next((one for one in former if one.id == press.patient), None)
    if dialog is None or one is None:
        return await start_joining(turn, JoinDialog())
    return await welcome_member(turn, dialog, await turn.session.get_one(Patient, one.id))


@router.button(JoinWithOwnName, access=anyone)
async def use_telegram_name(turn: Turn, _press: JoinWithOwnName) -> None:
    """The button with the name that Telegram knows."""
    dialog, name = joining_at(turn, JoinStep.NAME), telegram_name(turn)
    if dialog is None or name is None:
        return await start_joining(turn, JoinDialog())
    await welcome_with_name(turn, dialog, name)


@router.dialog(JoinDialog, access=anyone)
async def take_join_message(turn: Turn, dialog: JoinDialog) -> None:
    """A message sent while joining: a name where one was asked for, else the question again."""
    match dialog.step:
        case JoinStep.LANGUAGE:
            return await ask_language(turn)
        case JoinStep.NOTICE:
            return await _ask_consent(turn, dialog)
        case JoinStep.ROLE:
            return turn.say(texts.ask_role())
    if turn.message is not None and turn.message.voice is not None:
        return await _take_spoken_name(turn, dialog, turn.message.voice.file_id)
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return turn.say(texts.name_unclear())
    await welcome_with_name(turn, dialog, name)


async def _take_spoken_name(turn: Turn, dialog: JoinDialog, file_id: str) -> None:
    """Who cannot write a name speaks it; they get another one until the clinic has listened."""
    own = telegram_name(turn) if dialog.role == HolderRole.SELF else None
    name = own or texts.temporary_name(turn.me.language or Language.HINDI)
    patient = await welcome_with_name(turn, dialog, name)
    turn.say(texts.spoken_name_forwarded())
    await forward_spoken_name(turn.session, patient, file_id, now=turn.now)
