"""Preferences about reminders: the hour, and whether a leader may help."""

from bot.context import Turn
from bot.domain.reminders.due import EVENING, MORNING
from bot.services.preferences import set_asking_hour
from bot.services.privacy.consent import allow_leader, forbid_leader
from db.queries.caregivers import HeldPatient, patients_held_by

HOURS = {"morning": MORNING, "evening": EVENING}


async def pressed_patient(turn: Turn) -> HeldPatient | None:
    """The patient of a pressed button; None if this phone does not speak for them."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    return next((p for p in held if turn.pressed[:1] == [str(p.id)]), None)


async def choose_hour(turn: Turn) -> None:
    chosen = HOURS.get(turn.pressed[0]) if turn.pressed else None
    if chosen is None or not await patients_held_by(turn.session, turn.me.account_id):
        return turn.say("menu.old_button")
    for patient_id in await set_asking_hour(turn.session, turn.me.account_id, chosen, now=turn.now):
        turn.courses.invalidate(patient_id)
    morning = chosen == MORNING
    return turn.rewrite(
        "reminders.hour_changed", morning=morning, hour=chosen if morning else chosen - 12
    )


async def choose_leader_help(turn: Turn) -> None:
    """First it is explained what the consent means; then yes and no are one tap each."""
    patient = await pressed_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    session, me = turn.session, turn.me.account_id
    match turn.pressed[1:]:
        case ["yes"]:
            await allow_leader(session, me, patient.id, now=turn.now)
            return turn.rewrite("reminders.leader_allowed", person=patient.name)
        case ["no"]:
            await forbid_leader(session, me, patient.id, now=turn.now)
            return turn.rewrite("reminders.leader_forbidden", person=patient.name)
    return turn.say("reminders.ask_leader_help", patient=patient.id, person=patient.name)


PRESSES = {"set_hour": choose_hour, "leader_help": choose_leader_help}
