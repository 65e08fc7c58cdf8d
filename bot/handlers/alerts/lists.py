"""What is open, what is mine, and one card in private."""

from bot.context import Turn
from bot.handlers.alerts.permissions import alert_of, staff_of, toast
from bot.services.alerts import brief, show_card
from db.queries.alerts.state import open_alerts_of


async def open_ones(turn: Turn) -> None:
    await _list(turn, mine=False)


async def mine(turn: Turn) -> None:
    await _list(turn, mine=True)


async def card(turn: Turn) -> None:
    alert = await alert_of(turn)
    if alert is not None:
        if not turn.is_private:
            toast(turn, "alerts.in_private", code=alert.code)
        await show_card(turn.session, alert, turn.me.account_id, now=turn.now)


async def _list(turn: Turn, *, mine: bool) -> None:
    staff = staff_of(turn)
    if staff is None:
        return
    held_by = staff.id if mine else None
    alerts = await open_alerts_of(turn.session, staff.clinic_id, held_by)
    turn.say("alerts.open_list", mine=mine, alerts=[await brief(turn.session, a) for a in alerts])


COMMANDS = {"open": open_ones, "mine": mine}
PRESSES = {"open": open_ones, "mine": mine, "card": card}
