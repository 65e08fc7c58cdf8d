"""Coming in: /start with its link, language, notice, consent, whose pills, name."""

import re
from typing import Any

from bot.context import Turn
from bot.handlers.preferences.language import ask_language
from bot.services.audit import note
from bot.services.caregivers import tell_let_in
from bot.services.clinics.staff import join_staff
from bot.services.onboarding.invites import Purpose, find_invite, use_invite
from bot.services.onboarding.members import (
    give_consent,
    join_group,
    make_patient,
    pass_on_name,
    set_language,
)
from bot.services.recordings import set_voice
from bot.texts.onboarding import stand_in
from db.enums import HolderRole, Language
from db.models import Group, Patient
from db.queries.clinics import clinic_by_id, only_clinic
from db.queries.groups import group_of_token
from db.queries.people import patients_held_by
from db.queries.privacy import Former, former_patients

NAME = re.compile(r"[^\W\d_][\w .'\u0900-\u097F-]{0,38}")
"""A name starts with a letter; names of the village fit into 39 signs."""
FOR_PATIENTS = (Purpose.PATIENT, Purpose.FAMILY)


async def start(turn: Turn) -> None:
    """/start, alone or from a link: `g_` a group's, `i_` an invitation of the clinic."""
    kind, _, token = turn.text.partition(" ")[2].strip().partition("_")
    came: dict[str, Any] = {}
    if kind == "g" and (group := await group_of_token(turn.session, token)):
        came = {"group": group.id, "clinic": group.clinic_id}
    if kind == "i":
        invite = await find_invite(turn.session, token, now=turn.now)
        if invite is None:
            return turn.say("onboarding.link_used")
        came = {"invite": token, "clinic": invite.clinic_id}
        if invite.purpose == Purpose.FAMILY:
            return await _called_by_family(turn, came, invite.subject_id)
        if invite.purpose == Purpose.STAFF:
            use_invite(invite, now=turn.now)
            return await join_staff(turn.session, turn.me.account_id, invite, now=turn.now)
    await _begin(turn, came)


async def _called_by_family(turn: Turn, came: dict[str, Any], patient_id: int | None) -> None:
    """A patient's link: whoever follows it may count for them. It is not used up by its maker."""
    if patient_id in [p.id for p in await patients_held_by(turn.session, turn.me.account_id)]:
        return turn.say("menu.home")
    return await _begin(turn, {**came, "role": HolderRole.CAREGIVER.value})


async def _begin(turn: Turn, came: dict[str, Any]) -> None:
    if turn.me.staff is not None and not came:
        return turn.say("staff.home")
    held = await patients_held_by(turn.session, turn.me.account_id)
    if held and "invite" not in came:
        await _join_group_of(turn, came)
        turn.done_waiting()
        return turn.say("menu.home")
    if "clinic" not in came:
        clinic = await only_clinic(turn.session)
        if clinic is None:
            return turn.say("onboarding.no_clinic")
        came["clinic"] = clinic.id
    if turn.me.language is None:
        turn.wait("join", "language", **came)
        return await ask_language(turn)
    return await _ask_consent(turn, came)


async def language_chosen(turn: Turn) -> None:
    """The first choice of a language; later changes come here too."""
    chosen = Language(turn.pressed[0]) if turn.pressed[:1] in (["hi"], ["hne"]) else None
    if chosen is None:
        return turn.say("menu.old_button")
    turn.me.language = chosen
    await set_language(turn.session, turn.me.account_id, chosen, now=turn.now)
    if turn.pressed[1:] == ["voice"]:
        await set_voice(turn.session, turn.me.account_id, True)
    waiting = turn.me.waiting
    if waiting is not None and waiting.flow == "join":
        return await _ask_consent(turn, waiting.data)
    return turn.say("menu.language_changed")


async def _ask_consent(turn: Turn, came: dict[str, Any]) -> None:
    clinic = await clinic_by_id(turn.session, came["clinic"])
    turn.wait("join", "notice", **came)
    turn.say("onboarding.notice", clinic=clinic.name)


async def agreed(turn: Turn) -> None:
    came = _came(turn, "notice")
    if came is None:
        return await _begin(turn, {})
    if turn.pressed[:1] != ["1"]:
        turn.done_waiting()
        clinic = await clinic_by_id(turn.session, came["clinic"])
        return turn.rewrite("onboarding.refused", ambulance=clinic.ambulance)
    if "role" in came:
        return await _for_family(turn, came)
    turn.wait("join", "whose", **came)
    return turn.rewrite("onboarding.whose_pills")


async def _for_family(turn: Turn, came: dict[str, Any]) -> None:
    patient = await _invited_patient(turn, came)
    if patient is None:
        turn.done_waiting()
        return turn.say("onboarding.link_used")
    await _welcome(turn, came, patient)
    return await tell_let_in(turn.session, patient, _own_name(turn), now=turn.now)


async def whose(turn: Turn) -> None:
    came = _came(turn, "whose")
    if came is None or turn.pressed[:1] not in (["self"], ["caregiver"]):
        return await _begin(turn, {})
    role = HolderRole(turn.pressed[0])
    came = {**came, "role": role.value}
    if "invite" in came and (patient := await _invited_patient(turn, came)):
        return await _welcome(turn, came, patient)
    back = await _before(turn, came)
    if role is HolderRole.SELF and back:
        patient = await turn.session.get_one(Patient, back[0].id)
        if not back[0].nameless:
            return await _welcome(turn, came, patient)
        came["again"] = patient.id
    return _ask_name(turn, came, back)


def _ask_name(turn: Turn, came: dict[str, Any], back: list[Former]) -> None:
    own = came["role"] == HolderRole.SELF
    turn.wait("join", "name", **came)
    return turn.rewrite(
        "onboarding.ask_name",
        role=came["role"],
        offer=_own_name(turn) if own else None,
        known=[] if own else [[one.id, one.name] for one in back if not one.nameless],
    )


async def came_back(turn: Turn) -> None:
    """`again:7`: somebody for whom this phone spoke before."""
    came = _came(turn, "name")
    back = {str(one.id): one for one in await _before(turn, came)} if came else {}
    one = back.get(turn.pressed[0]) if turn.pressed else None
    if came is None or one is None:
        return await _begin(turn, {})
    return await _welcome(turn, came, await turn.session.get_one(Patient, one.id))


async def _before(turn: Turn, came: dict[str, Any]) -> list[Former]:
    """Whom they spoke for until they stopped, in the role that they come back in."""
    found = await former_patients(turn.session, turn.me.account_id)
    return [one for one in found if (one.clinic_id, one.role) == (came["clinic"], came["role"])]


async def own_name(turn: Turn) -> None:
    """The button with the name that Telegram knows."""
    came, name = _came(turn, "name"), _own_name(turn)
    if came is None or name is None:
        return await _begin(turn, {})
    await _named(turn, came, name)


async def answered(turn: Turn) -> None:
    """Words typed while joining: a name where one was asked for, else the question again."""
    waiting, voice = turn.me.waiting, turn.message.voice if turn.message else None
    assert waiting is not None
    if voice is not None and waiting.step == "name":
        return await _spoken_name(turn, waiting.data, voice.file_id)
    if waiting.step == "language":
        return await ask_language(turn)
    if waiting.step == "notice":
        return await _ask_consent(turn, waiting.data)
    if waiting.step == "whose":
        return turn.say("onboarding.whose_pills")
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return turn.say("onboarding.name_unclear")
    await _named(turn, waiting.data, name)


async def _spoken_name(turn: Turn, came: dict[str, Any], file_id: str) -> None:
    """Who cannot write a name speaks it: until the clinic has listened another one stands in."""
    own = _own_name(turn) if came["role"] == HolderRole.SELF else None
    patient = await _named(turn, came, own or stand_in(turn.me.language or Language.HINDI))
    turn.say("onboarding.name_passed_on")
    await pass_on_name(turn.session, patient, file_id, now=turn.now)


async def _named(turn: Turn, came: dict[str, Any], name: str) -> Patient:
    group = await turn.session.get(Group, came["group"]) if "group" in came else None
    programme = group.programme if group else None
    if "again" in came:
        patient = await turn.session.get_one(Patient, came["again"])
        patient.name, patient.programme = name, programme
    else:
        patient = await make_patient(
            turn.session, came["clinic"], name, programme=programme, now=turn.now
        )
    await _welcome(turn, came, patient)
    return patient


async def _welcome(turn: Turn, came: dict[str, Any], patient: Patient) -> None:
    await give_consent(
        turn.session,
        turn.me.account_id,
        patient,
        HolderRole(came["role"]),
        language=turn.me.language or Language.HINDI,
        name=_own_name(turn),
        now=turn.now,
    )
    turn.speaks_of(patient.id, patient.programme, came["role"])
    await _join_group_of(turn, came)
    turn.done_waiting()
    turn.say("menu.welcome", name=patient.name)


async def _join_group_of(turn: Turn, came: dict[str, Any]) -> None:
    if "group" in came and (group := await turn.session.get(Group, came["group"])):
        await join_group(turn.session, group, turn.me.account_id, now=turn.now)


async def _invited_patient(turn: Turn, came: dict[str, Any]) -> Patient | None:
    invite = await find_invite(turn.session, came["invite"], now=turn.now)
    if invite is None or invite.purpose not in FOR_PATIENTS or invite.subject_id is None:
        return None
    use_invite(invite, now=turn.now)
    note(turn.session, "invited", ("patient", invite.subject_id), actor=turn.actor, now=turn.now)
    return await turn.session.get(Patient, invite.subject_id)


def _came(turn: Turn, step: str) -> dict[str, Any] | None:
    """What is known of how they came; None when this button is not the one asked about now."""
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "join" or waiting.step != step:
        return None
    return waiting.data


def _own_name(turn: Turn) -> str | None:
    name = " ".join((turn.user.first_name or "").split())[:39] if turn.user else ""
    return name if NAME.fullmatch(name) else None


COMMANDS = {"start": start}
PRESSES = {
    "lang": language_chosen,
    "agree": agreed,
    "whose": whose,
    "myname": own_name,
    "again": came_back,
}
FLOWS = {"join": answered}
