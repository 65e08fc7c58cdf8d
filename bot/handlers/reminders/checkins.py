"""The answer to the weekly check-in."""

from dataclasses import dataclass

from bot.context import Turn
from bot.handlers.access.rules import Refused, old_button
from bot.handlers.alerts.replies import reply_to_danger as answer_trouble
from bot.handlers.router import Router
from bot.keyboards.reminders import AnswerCheckin
from bot.services.reminders.checkins import record_checkin_answer
from bot.texts.reminders import questions as texts
from db.enums import Severity, Wellbeing
from db.models import CheckIn
from db.queries.caregivers import HeldPatient, patients_held_by
from db.queries.reminders.checkins import locked_checkin

router = Router(__name__)


@dataclass(frozen=True, slots=True)
class HeldCheckin:
    checkin: CheckIn
    patient: HeldPatient


async def held_checkin(turn: Turn, press: AnswerCheckin) -> HeldCheckin | Refused:
    """The check-in of a patient for whom the speaker may act."""
    checkin = await locked_checkin(turn.session, press.checkin)
    held = {p.id: p for p in await patients_held_by(turn.session, turn.me.account_id)}
    if checkin is None or checkin.patient_id not in held:
        return old_button("checkin", press.checkin)
    return HeldCheckin(checkin, held[checkin.patient_id])


@router.button(AnswerCheckin, access=held_checkin)
async def answer_checkin(turn: Turn, press: AnswerCheckin, held: HeldCheckin) -> None:
    """Trouble raises an alert however old the button is."""
    raised = await record_checkin_answer(
        turn.session, turn.me.account_id, held.checkin, press.answer, now=turn.now
    )
    if press.answer is Wellbeing.FINE:
        return turn.rewrite(texts.checkin_fine())
    news = raised is not None and raised.news
    return await answer_trouble(turn, Severity.SAME_DAY, held.patient.clinic_id, set(), news=news)
