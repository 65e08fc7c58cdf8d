"""Lists of open alerts and of one's own, and the card of an alert in private."""

from bot.context import StaffMember, Turn
from bot.handlers.access.alerts import alert_of_responder, responder
from bot.handlers.router import Router
from bot.keyboards.alerts import ShowAlertCard, ShowMyAlerts, ShowOpenAlerts
from bot.services.alerts.cards import send_card
from bot.services.alerts.visibility import alert_lines
from bot.texts.alerts import cards
from bot.texts.alerts import lists as texts
from db.models import Alert
from db.queries.alerts.lookup import open_alerts

router = Router(__name__)


@router.command("open", button=ShowOpenAlerts, access=responder)
async def show_open_alerts(turn: Turn, staff: StaffMember) -> None:
    alerts = await open_alerts(turn.session, staff.clinic_id, None)
    turn.say(texts.open_list(mine=False, alerts=await alert_lines(turn.session, alerts)))


@router.command("mine", button=ShowMyAlerts, access=responder)
async def show_my_alerts(turn: Turn, staff: StaffMember) -> None:
    alerts = await open_alerts(turn.session, staff.clinic_id, staff.id)
    turn.say(texts.open_list(mine=True, alerts=await alert_lines(turn.session, alerts)))


@router.button(ShowAlertCard, access=alert_of_responder)
async def show_alert_card(turn: Turn, _press: ShowAlertCard, alert: Alert) -> None:
    if not turn.is_private:
        turn.toast(cards.in_private(code=alert.code))
    await send_card(turn.session, alert, turn.me.account_id, now=turn.now)
