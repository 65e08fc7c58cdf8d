"""🤝 in ⚙️ More: whether the leader of the group may note medicine for this person."""

from bot.context import Turn
from bot.services.helping import end_leaders_help, let_leader_help
from db.enums import Language
from db.queries.helping import leader_may_help
from db.queries.people import patients_held_by


async def pressed(turn: Turn) -> None:
    held = {p.id: p for p in await patients_held_by(turn.session, turn.me.account_id)}
    patient = held.get(turn.me.patient_id or 0)
    if patient is None:
        return turn.say("menu.old_button")
    match turn.pressed:
        case ["yes", who] if who == str(patient.id):
            await let_leader_help(
                turn.session,
                turn.me.account_id,
                patient.id,
                language=turn.me.language or Language.HINDI,
                now=turn.now,
            )
            return turn.rewrite("came.leader_helps", person=patient.name)
        case ["no", who] if who == str(patient.id):
            await end_leaders_help(turn.session, turn.me.account_id, patient.id, now=turn.now)
            return turn.rewrite("came.leader_helps_not", person=patient.name)
        case []:
            may = await leader_may_help(turn.session, patient.id)
            return turn.say("came.may_leader", person=patient.name, patient=patient.id, may=may)
    return turn.say("menu.old_button")
