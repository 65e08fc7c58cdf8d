"""/bati: at the meeting a leader notes that medicine came for members who allowed it."""

from bot.context import Turn
from bot.handlers.preferences.language import begin_here
from bot.handlers.refills.access import as_option, source_of
from db.queries.leaders.access import helped_by, leads_a_group


async def begin(turn: Turn) -> None:
    if not await leads_a_group(turn.session, turn.me.account_id):
        return turn.say("refills.not_leader") if turn.me.language else await begin_here(turn)
    members = await helped_by(turn.session, turn.me.account_id)
    if not members:
        return turn.say("refills.nobody_allows")
    turn.wait("came", "whose", leader=True)
    return turn.say("refills.whose", members=[[p.id, p.name, p.village or ""] for p in members])


async def patient_chosen(turn: Turn) -> None:
    """What they take is shown by the name they call it, and nothing of how it is taken."""
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("came", "whose"):
        return turn.say("menu.old_button")
    patient_id = int(turn.pressed[0]) if turn.pressed and turn.pressed[0].isdecimal() else 0
    if await source_of(turn, patient_id, leader=True) is None:
        turn.done_waiting()
        return turn.say("menu.old_button")
    courses = [c for c in await turn.courses.of(patient_id) if c.countable]
    if not courses:
        turn.done_waiting()
        return turn.rewrite("refills.nothing_known")
    turn.wait("came", "which", leader=True)
    return turn.rewrite("refills.which", options=list(map(as_option, courses)))
