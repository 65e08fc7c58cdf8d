"""/bati: at the meeting a leader reports refills of members who allowed it."""

from bot.context import Turn
from bot.handlers.preferences.language import show_start
from bot.handlers.refills.access import course_option, reporting_source
from db.queries.leaders import leads_a_group, patients_helped_by


async def start_leader_report(turn: Turn) -> None:
    if not await leads_a_group(turn.session, turn.me.account_id):
        return turn.say("refills.not_leader") if turn.me.language else await show_start(turn)
    members = await patients_helped_by(turn.session, turn.me.account_id)
    if not members:
        return turn.say("refills.nobody_allows")
    turn.wait("refill", "member", leader=True)
    return turn.say(
        "refills.choose_member", members=[[p.id, p.name, p.village or ""] for p in members]
    )


async def choose_member(turn: Turn) -> None:
    """The leader sees what the member calls each medicine, but no dose."""
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("refill", "member"):
        return turn.say("menu.old_button")
    patient_id = turn.pressed_number()
    if await reporting_source(turn, patient_id, leader=True) is None:
        turn.stop_waiting()
        return turn.say("menu.old_button")
    courses = [c for c in await turn.courses.of(patient_id) if c.countable]
    if not courses:
        turn.stop_waiting()
        return turn.rewrite("refills.nothing_to_count")
    turn.wait("refill", "medicine", leader=True)
    return turn.rewrite("refills.choose_medicine", options=list(map(course_option, courses)))
