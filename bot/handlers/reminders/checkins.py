"""The answer to the weekly check-in."""

from bot.context import Turn
from bot.handlers.alerts.replies import reply_to_danger as answer_trouble
from bot.services.reminders.checkins import record_checkin_answer
from db.enums import Severity, Wellbeing
from db.queries.caregivers import patients_held_by
from db.queries.reminders.checkins import locked_checkin


async def answer_checkin(turn: Turn) -> None:
    """Trouble raises an alert however old the button is."""
    word = ":".join(turn.pressed[1:])
    checkin = await locked_checkin(turn.session, turn.pressed_number())
    held = {p.id: p for p in await patients_held_by(turn.session, turn.me.account_id)}
    if checkin is None or checkin.patient_id not in held or word not in list(Wellbeing):
        return turn.say("menu.old_button")
    said = Wellbeing(word)
    raised = await record_checkin_answer(
        turn.session, turn.me.account_id, checkin, said, now=turn.now
    )
    if said is Wellbeing.FINE:
        return turn.rewrite("reminders.checkin_fine")
    news = raised is not None and raised.news
    clinic_id = held[checkin.patient_id].clinic_id
    return await answer_trouble(turn, Severity.SAME_DAY, clinic_id, set(), news=news)


PRESSES = {"checkin": answer_checkin}
