"""Rules for the rota: a swap is answered by the colleague who was asked."""

from bot.context import Turn
from bot.handlers.access.alerts import responder
from bot.handlers.access.rules import Refused
from bot.keyboards.oncall import AnswerSwap
from bot.texts import oncall as texts
from db.models import OncallSwap
from db.queries.oncall import locked_swap


async def swap_asked_of_speaker(turn: Turn, press: AnswerSwap) -> OncallSwap | Refused:
    """The staff member who was asked to take over a day."""
    staff = await responder(turn, press)
    if isinstance(staff, Refused):
        return staff
    swap = await locked_swap(turn.session, press.swap)
    place = next((one for one in turn.me.works_for if swap and one.id == swap.to_staff_id), None)
    if swap is None or place is None:
        return Refused(texts.not_possible(), ("swap", press.swap))
    turn.me.act_for(place.clinic_id)
    return swap
