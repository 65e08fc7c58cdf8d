"""Preferences about reminders: the hour, and whether a leader may help."""

from bot.context import Turn
from bot.domain.reminders.due import EVENING, MORNING
from bot.handlers.access.holders import held_patient
from bot.handlers.access.rules import anyone
from bot.handlers.router import Router
from bot.keyboards.preferences import LeaderHelp, SetHour
from bot.services.preferences import set_asking_hour
from bot.services.privacy.consent import PatientDecides, allow_leader, forbid_leader
from bot.texts import menu as menu_texts
from bot.texts.caregivers import patient_decides
from bot.texts.reminders import questions as reminder_texts
from db.queries.caregivers import HeldPatient, patients_held_by

HOURS = {"morning": MORNING, "evening": EVENING}

router = Router(__name__)


@router.button(SetHour, access=anyone)
async def choose_hour(turn: Turn, press: SetHour) -> None:
    chosen = HOURS[press.part]
    if not await patients_held_by(turn.session, turn.me.account_id):
        return turn.say(menu_texts.old_button())
    for patient_id in await set_asking_hour(turn.session, turn.me.account_id, chosen, now=turn.now):
        turn.courses.invalidate(patient_id)
    morning = chosen == MORNING
    return turn.rewrite(
        reminder_texts.hour_changed(morning=morning, hour=chosen if morning else chosen - 12)
    )


@router.button(LeaderHelp, access=held_patient)
async def choose_leader_help(turn: Turn, press: LeaderHelp, patient: HeldPatient) -> None:
    """First it is explained what the consent means; then yes and no are one tap each."""
    session, me = turn.session, turn.me.account_id
    match press.answer:
        case "yes":
            try:
                await allow_leader(session, me, patient.id, now=turn.now)
            except PatientDecides:
                return turn.say(patient_decides(person=patient.name))
            return turn.rewrite(reminder_texts.leader_allowed(person=patient.name))
        case "no":
            await forbid_leader(session, me, patient.id, now=turn.now)
            return turn.rewrite(reminder_texts.leader_forbidden(person=patient.name))
    return turn.say(reminder_texts.ask_leader_help(patient=patient.id, person=patient.name))
