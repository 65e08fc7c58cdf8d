"""The answer to the weekly question."""

from bot.context import Turn
from bot.handlers.alerts.replies import answer as answer_trouble
from bot.services.reminders.checkins import answer
from db.enums import Severity, Wellbeing
from db.queries.people import patients_held_by
from db.queries.reminders import checkin_of


async def pressed(turn: Turn) -> None:
    """Trouble is heard however old the button is."""
    number, _, word = ":".join(turn.pressed).partition(":")
    found = number.isascii() and number.isdecimal() and len(number) < 19
    checkin = await checkin_of(turn.session, int(number)) if found else None
    held = {p.id: p for p in await patients_held_by(turn.session, turn.me.account_id)}
    if checkin is None or checkin.patient_id not in held or word not in list(Wellbeing):
        return turn.say("menu.old_button")
    said = Wellbeing(word)
    raised = await answer(turn.session, turn.me.account_id, checkin, said, now=turn.now)
    if said is Wellbeing.FINE:
        return turn.rewrite("reminders.fine")
    news = raised is not None and raised.news
    clinic_id = held[checkin.patient_id].clinic_id
    return await answer_trouble(turn, Severity.SAME_DAY, clinic_id, set(), news=news)


PRESSES = {"week": pressed}
