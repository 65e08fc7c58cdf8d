"""Lists of open alerts and of one's own, and the card of an alert in private."""

from bot.context import Turn
from bot.handlers.alerts.permissions import require_alert, require_staff, show_toast
from bot.services.alerts.cards import send_card
from bot.services.alerts.visibility import alert_line
from db.queries.alerts.lookup import open_alerts


async def show_open_alerts(turn: Turn) -> None:
    await _show_list(turn, mine=False)


async def show_my_alerts(turn: Turn) -> None:
    await _show_list(turn, mine=True)


async def show_alert_card(turn: Turn) -> None:
    alert = await require_alert(turn)
    if alert is not None:
        if not turn.is_private:
            show_toast(turn, "alerts.in_private", code=alert.code)
        await send_card(turn.session, alert, turn.me.account_id, now=turn.now)


async def _show_list(turn: Turn, *, mine: bool) -> None:
    staff = require_staff(turn)
    if staff is None:
        return
    held_by = staff.id if mine else None
    alerts = await open_alerts(turn.session, staff.clinic_id, held_by)
    turn.say(
        "alerts.open_list", mine=mine, alerts=[await alert_line(turn.session, a) for a in alerts]
    )


COMMANDS = {"open": show_open_alerts, "mine": show_my_alerts}
PRESSES = {
    "open_alerts": show_open_alerts,
    "my_alerts": show_my_alerts,
    "alert_card": show_alert_card,
}
