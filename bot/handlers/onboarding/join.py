"""Joining, one question at a time: /start with its link, language, notice, consent, role, name."""

from dataclasses import replace

from bot.context import Turn
from bot.handlers.onboarding.join_context import (
    FLOW,
    NAME,
    JoinContext,
    ask_next,
    context_at,
    telegram_name,
)
from bot.handlers.onboarding.welcome import (
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
from bot.texts import staff as staff_texts
from bot.texts.caregivers import PhonePatient
from db.enums import HolderRole, Language
from db.models import Patient
from db.queries.caregivers import patients_held_by
from db.queries.clinics import clinic_by_id, only_clinic
from db.queries.groups import group_of_token
from db.queries.privacy import FormerPatient, former_patients

router = Router(__name__)


@router.command("start")
async def start(turn: Turn) -> None:
    """/start, alone or from a link: `g_` is a group's, `i_` an invitation of the clinic."""
    kind, _, token = turn.text.partition(" ")[2].strip().partition("_")
    context = JoinContext()
    if kind == "g" and (group := await group_of_token(turn.session, token)):
        context = JoinContext(clinic=group.clinic_id, group=group.id)
    if kind == "i":
        invite = await find_invite(turn.session, token, now=turn.now)
        if invite is None:
            return turn.say(texts.link_used())
        context = JoinContext(clinic=invite.clinic_id, invite=token)
        if invite.purpose == InvitePurpose.CAREGIVER:
            return await _start_as_caregiver(turn, context, invite.subject_id)
        if invite.purpose == InvitePurpose.STAFF:
            use_invite(invite, now=turn.now)
            return await join_staff(turn.session, turn.me.account_id, invite, now=turn.now)
    await start_joining(turn, context)


async def _start_as_caregiver(turn: Turn, context: JoinContext, patient_id: int | None) -> None:
    """A patient's link lets one person count for them. Its maker does not use it up."""
    if patient_id in [p.id for p in await patients_held_by(turn.session, turn.me.account_id)]:
        return turn.say(menu_texts.home())
    return await start_joining(turn, replace(context, role=HolderRole.CAREGIVER.value))


async def start_joining(turn: Turn, context: JoinContext) -> None:
    if turn.me.staff is not None and context == JoinContext():
        return turn.say(staff_texts.home())
    held = await patients_held_by(turn.session, turn.me.account_id)
    if held and context.invite is None:
        await join_group_of_link(turn, context)
        turn.stop_waiting()
        return turn.say(menu_texts.home())
    if context.clinic is None:
        clinic = await only_clinic(turn.session)
        if clinic is None:
            return turn.say(texts.no_clinic())
        context = replace(context, clinic=clinic.id)
    if turn.me.language is None:
        ask_next(turn, "language", context)
        return await ask_language(turn)
    return await _ask_consent(turn, context)


@router.button(SetLanguage)
async def choose_language(turn: Turn, press: SetLanguage) -> None:
    """The first choice of a language; later changes come here too."""
    turn.me.language = Language(press.language)
    await set_language(turn.session, turn.me.account_id, turn.me.language, now=turn.now)
    if press.voice:
        await set_voice(turn.session, turn.me.account_id, True)
    waiting = turn.me.waiting
    if waiting is not None and waiting.flow == FLOW:
        return await _ask_consent(turn, JoinContext(**waiting.data))
    return turn.say(menu_texts.language_changed())


async def _ask_consent(turn: Turn, context: JoinContext) -> None:
    clinic = await clinic_by_id(turn.session, context.clinic_id)
    ask_next(turn, "notice", context)
    turn.say(texts.notice(clinic=clinic.name))


@router.button(GiveConsent)
async def answer_consent(turn: Turn, press: GiveConsent) -> None:
    context = context_at(turn, "notice")
    if context is None:
        return await start_joining(turn, JoinContext())
    if not press.given:
        turn.stop_waiting()
        clinic = await clinic_by_id(turn.session, context.clinic_id)
        return turn.rewrite(texts.refused(ambulance=clinic.ambulance))
    if context.role is not None:
        return await _welcome_caregiver(turn, context)
    ask_next(turn, "role", context)
    return turn.rewrite(texts.ask_role())


async def _welcome_caregiver(turn: Turn, context: JoinContext) -> None:
    patient = await invited_patient(turn, context)
    if patient is None:
        turn.stop_waiting()
        return turn.say(texts.link_used())
    await welcome_member(turn, context, patient)
    name = telegram_name(turn)
    return await tell_patient_of_caregiver(turn.session, patient, name, now=turn.now)


@router.button(ChooseJoinRole)
async def choose_role(turn: Turn, press: ChooseJoinRole) -> None:
    """Whether they take the medicine themselves, or care for somebody who does."""
    context = context_at(turn, "role")
    if context is None:
        return await start_joining(turn, JoinContext())
    role = HolderRole(press.role)
    context = replace(context, role=role.value)
    if context.invite is not None and (patient := await invited_patient(turn, context)):
        return await welcome_member(turn, context, patient)
    former = await _former_patients(turn, context)
    if role is HolderRole.SELF and former:
        patient = await turn.session.get_one(Patient, former[0].id)
        if not former[0].has_no_name:
            return await welcome_member(turn, context, patient)
        context = replace(context, renamed_patient=patient.id)
    ask_next(turn, "name", context)
    if role is HolderRole.SELF:
        return turn.rewrite(texts.ask_name(role=role, offer=telegram_name(turn), former=()))
    named = [PhonePatient(one.id, one.name) for one in former if not one.has_no_name]
    return turn.rewrite(texts.ask_name(role=role, offer=None, former=named))


@router.button(JoinAsFormer)
async def choose_former_patient(turn: Turn, press: JoinAsFormer) -> None:
    """A button with the name of somebody for whom this phone spoke before."""
    context = context_at(turn, "name")
    former = await _former_patients(turn, context) if context else []
    one = next((one for one in former if one.id == press.patient), None)
    if context is None or one is None:
        return await start_joining(turn, JoinContext())
    return await welcome_member(turn, context, await turn.session.get_one(Patient, one.id))


async def _former_patients(turn: Turn, context: JoinContext) -> list[FormerPatient]:
    """For whom this phone spoke until they stopped, in the role chosen now."""
    found = await former_patients(turn.session, turn.me.account_id)
    return [one for one in found if (one.clinic_id, one.role) == (context.clinic, context.role)]


@router.button(JoinWithOwnName)
async def use_telegram_name(turn: Turn, _press: JoinWithOwnName) -> None:
    """The button with the name that Telegram knows."""
    context, name = context_at(turn, "name"), telegram_name(turn)
    if context is None or name is None:
        return await start_joining(turn, JoinContext())
    await welcome_with_name(turn, context, name)


@router.flow(FLOW)
async def take_join_message(turn: Turn) -> None:
    """A message sent while joining: a name where one was asked for, else the question again."""
    waiting, voice = turn.me.waiting, turn.message.voice if turn.message else None
    assert waiting is not None
    context = JoinContext(**waiting.data)
    if voice is not None and waiting.step == "name":
        return await _take_spoken_name(turn, context, voice.file_id)
    if waiting.step == "language":
        return await ask_language(turn)
    if waiting.step == "notice":
        return await _ask_consent(turn, context)
    if waiting.step == "role":
        return turn.say(texts.ask_role())
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return turn.say(texts.name_unclear())
    await welcome_with_name(turn, context, name)


async def _take_spoken_name(turn: Turn, context: JoinContext, file_id: str) -> None:
    """Who cannot write a name speaks it; they get another one until the clinic has listened."""
    own = telegram_name(turn) if context.role == HolderRole.SELF else None
    name = own or texts.temporary_name(turn.me.language or Language.HINDI)
    patient = await welcome_with_name(turn, context, name)
    turn.say(texts.spoken_name_forwarded())
    await forward_spoken_name(turn.session, patient, file_id, now=turn.now)
