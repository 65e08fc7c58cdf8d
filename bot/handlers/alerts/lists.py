"""Lists of open alerts and of one's own, and the card of an alert in private."""

from bot.context import Turn
from bot.handlers.alerts.permissions import require_alert, require_staff
from bot.handlers.router import Router
from bot.keyboards.alerts import ShowAlertCard, ShowMyAlerts, ShowOpenAlerts
from bot.services.alerts.cards import send_card
from bot.services.alerts.visibility import alert_lines
from bot.texts.alerts import cards
from bot.texts.alerts import lists as texts
from db.queries.alerts.lookup import open_alerts

router = Router(__name__)


@router.button(ShowOpenAlerts)
@router.command("open")
async def show_open_alerts(turn: Turn, _press: ShowOpenAlerts | None = None) -> None:
    await _show_list(turn, mine=False)


@router.button(ShowMyAlerts)
@router.command("mine")
async def show_my_alerts(turn: Turn, _press: ShowMyAlerts | None = None) -> None:
    await _show_list(turn, mine=True)


@router.button(ShowAlertCard)
async def show_alert_card(turn: Turn, press: ShowAlertCard) -> None:
    alert = await require_alert(turn, press.alert)
    if alert is not None:
        if not turn.is_private:
            turn.toast(cards.in_private(code=alert.code))
        await send_card(turn.session, alert, turn.me.account_id, now=turn.now)


async def _show_list(turn: Turn, *, mine: bool) -> None:
    staff = require_staff(turn)
    if staff is None:
        return
    held_by = staff.id if mine else None
    alerts = await open_alerts(turn.session, staff.clinic_id, held_by)
    turn.say(texts.open_list(mine=mine, alerts=await alert_lines(turn.session, alerts)))
