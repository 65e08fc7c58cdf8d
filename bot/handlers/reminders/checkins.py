"""The answer to the weekly check-in."""

from bot.context import Turn
from bot.handlers.alerts.replies import reply_to_danger as answer_trouble
from bot.handlers.router import Router
from bot.keyboards.reminders import AnswerCheckin
from bot.services.reminders.checkins import record_checkin_answer
from bot.texts import menu as menu_texts
from bot.texts.reminders import questions as texts
from db.enums import Severity, Wellbeing
from db.queries.caregivers import patients_held_by
from db.queries.reminders.checkins import locked_checkin

router = Router(__name__)


@router.button(AnswerCheckin)
async def answer_checkin(turn: Turn, press: AnswerCheckin) -> None:
    """Trouble raises an alert however old the button is."""
    checkin = await locked_checkin(turn.session, press.checkin)
    held = {p.id: p for p in await patients_held_by(turn.session, turn.me.account_id)}
    if checkin is None or checkin.patient_id not in held:
        return turn.say(menu_texts.old_button())
    raised = await record_checkin_answer(
        turn.session, turn.me.account_id, checkin, press.answer, now=turn.now
    )
    if press.answer is Wellbeing.FINE:
        return turn.rewrite(texts.checkin_fine())
    news = raised is not None and raised.news
    clinic_id = held[checkin.patient_id].clinic_id
    return await answer_trouble(turn, Severity.SAME_DAY, clinic_id, set(), news=news)
