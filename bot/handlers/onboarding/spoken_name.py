"""A name that was spoken: the clinic listens, and writes it down."""

from bot.context import Turn
from bot.handlers.onboarding.join import NAME
from bot.services.onboarding.members import rename
from db.models import Patient


async def pressed(turn: Turn) -> None:
    patient = await _of_our_clinic(turn, turn.pressed[0] if turn.pressed else "")
    if patient is None:
        return turn.say("menu.old_button")
    turn.wait("naming", "name", patient=patient.id)
    return turn.say("staff.ask_spoken_name", name=patient.name)


async def answered(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    patient = await _of_our_clinic(turn, str(waiting.data["patient"]))
    if patient is None:
        turn.done_waiting()
        return turn.say("menu.old_button")
    name = " ".join(turn.text.split())
    if not NAME.fullmatch(name):
        return turn.say("onboarding.name_unclear")
    rename(turn.session, turn.actor, patient, name, now=turn.now)
    turn.done_waiting()
    return turn.say("staff.name_written", name=name)


async def _of_our_clinic(turn: Turn, number: str) -> Patient | None:
    if turn.me.staff is None or not (number.isascii() and number.isdigit()) or len(number) > 18:
        return None
    patient = await turn.session.get(Patient, int(number))
    ours = patient is not None and patient.clinic_id == turn.me.staff.clinic_id
    return patient if ours else None


PRESSES = {"name_of": pressed}
FLOWS = {"naming": answered}
