"""Several patients on one phone, and several phones for one patient."""

from bot.context import Turn
from bot.services.caregivers import end_access
from bot.services.onboarding.invites import Purpose, make_invite
from bot.services.onboarding.members import forbid_leader, switch_to
from db.enums import HolderRole
from db.queries.people import HeldPatient, caregivers_of, leader_allowed, patients_held_by


async def choose(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    turn.say("caregivers.choose", people=[[p.id, p.name] for p in held])


async def chosen(turn: Turn) -> None:
    held = {str(p.id): p for p in await patients_held_by(turn.session, turn.me.account_id)}
    patient = held.get(turn.pressed[0]) if turn.pressed else None
    if patient is None:
        return turn.say("menu.old_button")
    await switch_to(turn.session, turn.me.account_id, patient.id)
    turn.speaks_of(patient.id, patient.programme, patient.role)
    turn.done_waiting()
    return turn.rewrite("caregivers.now", name=patient.name)


async def access(turn: Turn) -> None:
    """Who may count for the owner of this phone, each with one tap to end it."""
    patient = await _own(turn)
    if patient is None:
        return turn.say("menu.old_button")
    caregivers = await caregivers_of(turn.session, patient.id)
    return turn.say(
        "caregivers.access",
        people=[[each.holder_id, each.name] for each in caregivers],
        leader=await leader_allowed(turn.session, patient.id),
    )


async def ended(turn: Turn) -> None:
    """`noaccess:7` ends a caregiver's access, `noaccess:leader` the leaders'."""
    patient, which = await _own(turn), turn.pressed[0] if turn.pressed else ""
    if patient is None:
        return turn.say("menu.old_button")
    who = turn.me.account_id
    if which == "leader":
        await forbid_leader(turn.session, who, patient.id, now=turn.now)
        return turn.rewrite("caregivers.leader_ended")
    holder_id = int(which) if which.isascii() and which.isdigit() and len(which) < 19 else 0
    holder = await end_access(turn.session, patient.id, holder_id, account_id=who, now=turn.now)
    if holder is None:
        return turn.say("menu.old_button")
    return turn.rewrite("caregivers.access_ended", name=holder.name)


async def let_in(turn: Turn) -> None:
    """A link for one person, to be sent on."""
    patient = await _own(turn)
    if patient is None:
        return turn.say("menu.old_button")
    token = await make_invite(
        turn.session, Purpose.FAMILY, patient.clinic_id, patient.id, now=turn.now
    )
    link = f"https://t.me/{turn.bot_username}?start=i_{token}"
    return turn.say("caregivers.link", name=patient.name, link=link)


async def _own(turn: Turn) -> HeldPatient | None:
    """The patient who holds this phone themselves."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    return next((patient for patient in held if patient.role == HolderRole.SELF), None)


COMMANDS = {"kaun": choose}
PRESSES = {
    "family": choose,
    "person": chosen,
    "access": access,
    "noaccess": ended,
    "letin": let_in,
}
