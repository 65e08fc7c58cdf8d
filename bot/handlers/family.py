"""Several patients on one phone: who is meant is always said, switching is one tap."""

from bot.context import Turn
from bot.services.members import switch_to
from db.queries.people import patients_held_by


async def choose(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    turn.say("family.choose", people=[[p.id, p.name] for p in held])


async def chosen(turn: Turn) -> None:
    held = {str(p.id): p for p in await patients_held_by(turn.session, turn.me.account_id)}
    patient = held.get(turn.pressed[0]) if turn.pressed else None
    if patient is None:
        return turn.say("menu.old_button")
    await switch_to(turn.session, turn.me.account_id, patient.id)
    turn.speaks_of(patient.id, patient.programme, patient.role)
    turn.done_waiting()
    return turn.rewrite("family.now", name=patient.name)


COMMANDS = {"kaun": choose}
PRESSES = {"family": choose, "person": chosen}
