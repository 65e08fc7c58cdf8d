"""Lists of open alerts and of one's own, and the card of an alert in private."""

from bot.context import StaffMember, Turn
from bot.handlers.access.alerts import alert_of_responder, responder
from bot.handlers.access.places import ALSO_IN_STAFF_CHAT
from bot.handlers.router import Router
from bot.keyboards.alerts import ShowAlertCard, ShowMyAlerts, ShowOpenAlerts
from bot.services.alerts.cards import send_card
from bot.services.alerts.visibility import alert_lines
from bot.texts.alerts import cards
from bot.texts.alerts import lists as texts
from db.models import Alert
from db.queries.alerts.lookup import open_alerts
from db.queries.clinics import clinic_by_id

router = Router(__name__)


@router.command("open", button=ShowOpenAlerts, access=responder, place=ALSO_IN_STAFF_CHAT)
async def show_open_alerts(turn: Turn, _staff: StaffMember) -> None:
    await _say_lists(turn, mine=False)


@router.command("mine", button=ShowMyAlerts, access=responder, place=ALSO_IN_STAFF_CHAT)
async def show_my_alerts(turn: Turn, _staff: StaffMember) -> None:
    await _say_lists(turn, mine=True)


async def _say_lists(turn: Turn, *, mine: bool) -> None:
    """One list for each clinic that they serve: nothing open may be overlooked."""
    several = len(turn.me.works_for) > 1
    for place in turn.me.works_for:
        alerts = await open_alerts(turn.session, place.clinic_id, place.id if mine else None)
        clinic = (await clinic_by_id(turn.session, place.clinic_id)).name if several else None
        lines = await alert_lines(turn.session, alerts)
        turn.say(texts.open_list(mine=mine, alerts=lines, clinic=clinic))


@router.button(ShowAlertCard, access=alert_of_responder, place=ALSO_IN_STAFF_CHAT)
async def show_alert_card(turn: Turn, _press: ShowAlertCard, alert: Alert) -> None:
    if not turn.is_private:
        turn.toast(cards.in_private(code=alert.code))
    await send_card(turn.session, alert, turn.me.account_id, now=turn.now)
