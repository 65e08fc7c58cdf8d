"""A pause from reminders: its reason, its length, its end."""

from bot.context import Turn
from bot.handlers.access.holders import held_patient
from bot.handlers.access.rules import anyone
from bot.handlers.caregivers import ask_which_of
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.keyboards.reminders import ChoosePause, EndPause
from bot.services.reminders.pauses import pause_patient, resume_patient
from bot.texts.reminders import pauses as texts
from db.enums import PauseReason
from db.queries.caregivers import HeldPatient, patients_held_by

router = Router(__name__)


@router.command("pause", access=anyone)
async def start_pause(turn: Turn) -> None:
    """/pause, the button, or a message that asks for it."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await show_start(turn)
    patient = next((p for p in held if p.id == turn.me.patient_id), None)
    if patient is None:
        return ask_which_of(turn, held)
    return turn.say(texts.ask_pause_reason(patient=patient.id, person=patient.name))


@router.button(ChoosePause, access=held_patient)
async def choose_pause(turn: Turn, press: ChoosePause, patient: HeldPatient) -> None:
    if press.reason is None:
        return turn.say(texts.ask_pause_reason(patient=patient.id, person=patient.name))
    if press.weeks is None:
        return turn.rewrite(texts.ask_pause_length(patient=patient.id, reason=press.reason))
    until = await pause_patient(
        turn.session,
        patient.id,
        PauseReason(press.reason),
        press.weeks or None,
        actor=turn.actor,
        now=turn.now,
    )
    turn.courses.invalidate(patient.id)
    return turn.rewrite(texts.paused(patient=patient.id, person=patient.name, until=until))


@router.button(EndPause, access=held_patient)
async def end_pause(turn: Turn, _press: EndPause, patient: HeldPatient) -> None:
    await resume_patient(turn.session, patient.id, actor=turn.actor, now=turn.now)
    turn.courses.invalidate(patient.id)
    return turn.rewrite(texts.resumed(person=patient.name))
