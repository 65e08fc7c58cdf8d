"""Away for a while, and back again."""

from bot.context import Turn
from bot.handlers.preferences.choices import pressed_patient
from bot.handlers.preferences.language import begin_here
from bot.services.reminders.pauses import pause, resume
from bot.texts.reminders.pauses import REASONS, WEEKS
from db.enums import PauseReason
from db.queries.people import patients_held_by


async def begin(turn: Turn) -> None:
    """/pause, the button, or the words for it."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await begin_here(turn)
    patient = next((p for p in held if p.id == turn.me.patient_id), None)
    if patient is None:
        return turn.say("caregivers.choose", people=[[p.id, p.name] for p in held])
    return turn.say("reminders.why", patient=patient.id, person=patient.name)


async def chosen(turn: Turn) -> None:
    """`away:12`, then with a reason, then with a number of weeks; 0 is until somebody says so."""
    patient = await pressed_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    match turn.pressed[1:]:
        case [reason] if reason in REASONS:
            return turn.rewrite("reminders.how_long", patient=patient.id, reason=reason)
        case [reason, weeks] if reason in REASONS and weeks in map(str, WEEKS):
            until = await pause(
                turn.session,
                patient.id,
                PauseReason(reason),
                int(weeks) or None,
                actor=turn.actor,
                now=turn.now,
            )
            turn.courses.forget(patient.id)
            last = until.isoformat() if until else None
            return turn.rewrite(
                "reminders.paused", patient=patient.id, person=patient.name, until=last
            )
    return turn.say("reminders.why", patient=patient.id, person=patient.name)


async def back(turn: Turn) -> None:
    patient = await pressed_patient(turn)
    if patient is None:
        return turn.say("menu.old_button")
    await resume(turn.session, patient.id, actor=turn.actor, now=turn.now)
    turn.courses.forget(patient.id)
    return turn.rewrite("reminders.back", person=patient.name)


COMMANDS = {"pause": begin}
PRESSES = {"away": chosen, "back": back}
