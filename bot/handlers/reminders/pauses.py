"""A pause from reminders: its reason, its length, its end."""

from bot.context import Turn
from bot.handlers.preferences.choices import pressed_patient
from bot.handlers.preferences.language import show_start
from bot.services.reminders.pauses import pause_patient, resume_patient
from bot.texts.reminders.pauses import REASONS, WEEKS
from db.enums import PauseReason
from db.queries.caregivers import patients_held_by


async def start_pause(turn: Turn) -> None:
    """/pause, the button, or a message that asks for it."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await show_start(turn)
    patient = next((p for p in held if p.id == turn.me.patient_id), None)
    if patient is None:
        return turn.say("caregivers.choose_patient", people=[[p.id, p.name] for p in held])
    return turn.say("reminders.ask_pause_reason", patient=patient.id, person=patient.name)


async def choose_pause(turn: Turn) -> None:
    """`pause:12`, then with a reason, then with the weeks; 0 weeks is until somebody ends it."""
    patient = await pressed_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    match turn.pressed[1:]:
        case [reason] if reason in REASONS:
            return turn.rewrite("reminders.ask_pause_length", patient=patient.id, reason=reason)
        case [reason, weeks] if reason in REASONS and weeks in map(str, WEEKS):
            until = await pause_patient(
                turn.session,
                patient.id,
                PauseReason(reason),
                int(weeks) or None,
                actor=turn.actor,
                now=turn.now,
            )
            turn.courses.invalidate(patient.id)
            last = until.isoformat() if until else None
            return turn.rewrite(
                "reminders.paused", patient=patient.id, person=patient.name, until=last
            )
    return turn.say("reminders.ask_pause_reason", patient=patient.id, person=patient.name)


async def end_pause(turn: Turn) -> None:
    patient = await pressed_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    await resume_patient(turn.session, patient.id, actor=turn.actor, now=turn.now)
    turn.courses.invalidate(patient.id)
    return turn.rewrite("reminders.resumed", person=patient.name)


COMMANDS = {"pause": start_pause}
PRESSES = {"pause": choose_pause, "resume": end_pause}
